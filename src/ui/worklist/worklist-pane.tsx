import { type KeyboardEvent, lazy, Suspense, useMemo, useRef, useState } from 'react';
import { filterRows, sortRows, type WorklistRow, worklistRows } from '#store';
import { t } from '#texts';
import { AdaptedNote } from '../adaptation/adapted-note.tsx';
import { useApp, useStore } from '../app-context.ts';
import { AlertPlace } from '../attention/alert-place.tsx';
import { DeskButton } from '../desk/desk-button.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { useCalmEntries } from './calm-entries.ts';
import { Filters } from './filters.tsx';
import { useForeignModel } from './foreign-model.ts';
import { ListFoot } from './list-foot.tsx';
import { createListRest } from './list-rest.ts';
import { RowList } from './row-list.tsx';
import { useHeldOrder } from './use-held-order.ts';
import { ViewMenu } from './view-menu.tsx';
import css from './worklist-pane.module.css';

const HiddenFlags = lazy(() =>
  import('./hidden-flags.tsx').then((module) => ({ default: module.HiddenFlags })),
);

/** A table; the same stacked where the window is narrow; beside an open study compact, or a rail of numbers. */
export type WorklistLook = 'table' | 'stacked' | 'compact' | 'rail';

/** The ranked queue: search, filters, rows. */
export function WorklistPane({ look }: { readonly look: WorklistLook }) {
  const compact = look === 'compact' || look === 'stacked';
  const app = useApp();
  const [rest] = useState(createListRest);
  const entries = useCalmEntries(app.worklist, rest);
  const now = useStore(app.worklist, (state) => state.now);
  const query = useStore(app.worklist, (state) => state.query);
  const filter = useStore(app.worklist, (state) => state.filter);
  const paused = useStore(app.worklist, (state) => state.paused);
  const shift = useStore(app.worklist, (state) => state.shift);
  const cap = useStore(app.worklist, (state) => state.cap);
  const blinded = useStore(app.worklist, (state) => state.blinded);
  const all = useMemo(
    () => worklistRows({ entries, now, paused, shift, cap, blinded }),
    [entries, now, paused, shift, cap, blinded],
  );
  const sort = useStore(app.worklist, (state) => state.sort);
  const wanted = useMemo(
    () => sortRows(filterRows(all, filter, query), sort),
    [all, filter, query, sort],
  );
  const { rows, waiting, handlers, update } = useHeldOrder(wanted, sort.by === 'priority');
  const search = useRef<HTMLInputElement>(null);
  const step = (direction: 1 | -1) =>
    app.step(
      rows.map(({ key }) => key),
      direction,
    );
  const onSearchKey = (event: KeyboardEvent) => {
    const first = rows[0]?.key;
    if (event.key === 'Enter' && first !== undefined) {
      event.preventDefault();
      search.current?.blur();
      app.openStudy(first);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (query === '') search.current?.blur();
      else app.search('');
    }
  };
  useShortcuts({
    search: () => search.current?.focus(),
    'next-study': () => step(1),
    'previous-study': () => step(-1),
  });

  const changes = t('{n} change | {n} changes', { n: waiting });
  const waits =
    waiting === 0 ? null : (
      <button
        type="button"
        className={css.waiting}
        aria-label={t('{count} waiting: update the order', { count: changes })}
        onClick={update}
      >
        {look === 'rail' ? waiting : t('{count} waiting: update the order', { count: changes })}
      </button>
    );

  return (
    <section
      className={classes(css.worklist, css[look])}
      aria-label={t('Worklist')}
      onScrollCapture={rest.moved}
    >
      {look === 'rail' ? null : (
        <div className={css.head}>
          <SearchField
            className={css.search}
            ref={search}
            placeholder={t('Search')}
            aria-label={t('Search the worklist')}
            value={query}
            onChange={({ target }) => app.search(target.value)}
            onKeyDown={onSearchKey}
          />
          <Filters rows={all} chosen={filter} compact={compact} />
          <ViewMenu />
          <QueueButton />
          <DeskButton />
          <ExportButton entry={null} />
        </div>
      )}
      {look === 'rail' ? null : (
        <div className={css.adapted}>
          <AdaptedNote />
        </div>
      )}
      {look === 'rail' ? null : <ForeignNote rows={all} />}
      <RowList rows={rows} look={look} handlers={handlers} rest={rest} />
      {rows.length === 0 ? <NoRow done={filter === 'done' ? 0 : doneRows(all, query)} /> : null}
      {query === '' ? null : <Unnamed rows={all} />}
      {look === 'rail' || (query === '' && filter === 'all') ? null : (
        <Suspense>
          <HiddenFlags all={all} shown={rows} />
        </Suspense>
      )}
      <AlertPlace at={look === 'rail' ? 'rail' : 'list'} />
      {look === 'rail' ? waits : <ListFoot>{waits}</ListFoot>}
    </section>
  );
}

const doneRows = (rows: readonly WorklistRow[], query: string): number =>
  filterRows(rows, 'done', query).length;

/** Why the list is empty: what is done and would be in it otherwise stands elsewhere. */
const NoRow = ({ done }: { readonly done: number }) => (
  <p className={css.none} role="note">
    {t('No study matches.')}{' '}
    {done === 0
      ? null
      : t('{n} that does is done: see “Done”. | {n} that do are done: see “Done”.', { n: done })}
  </p>
);

/** A search says what it cannot find. */
function Unnamed({ rows }: { readonly rows: readonly WorklistRow[] }) {
  const count = rows.filter(({ entry }) => entry.summary.withheld === true).length;
  if (count === 0) return null;
  return (
    <p className={css.none} role="note">
      {t(
        '{n} study from before the reload: it is found by number and state alone, as names are not kept. | {n} studies from before the reload: they are found by number and state alone, as names are not kept.',
        { n: count },
      )}
    </p>
  );
}

/** Says that the list holds probabilities of more than one model, if it does. */
function ForeignNote({ rows }: { readonly rows: readonly WorklistRow[] }) {
  const modelOf = useForeignModel();
  const foreign = rows.filter(({ entry }) => modelOf(entry) !== null).length;
  return foreign === 0 ? null : (
    <p className={css.foreign} role="note">
      {t(
        '{count} read by another model, as their rows say: probabilities of two models are not comparable. Drop their images again to have them read by this one.',
        { count: t('{n} study | {n} studies', { n: foreign }) },
      )}
    </p>
  );
}

function QueueButton() {
  const app = useApp();
  const paused = useStore(app.worklist, (state) => state.paused);
  return (
    <IconButton
      tool={paused ? 'play' : 'pause'}
      label={paused ? t('Resume the analysis') : t('Pause the analysis')}
      on={paused}
      onClick={paused ? app.resume : app.pause}
    />
  );
}
