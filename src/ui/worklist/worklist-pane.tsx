import { useMemo, useRef } from 'react';
import { countOf } from '#base';
import { filterRows, type WorklistFilter, type WorklistRow, worklistRows } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { ToolIcon } from '../parts/icons.tsx';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { RowList } from './row-list.tsx';
import { useHeldOrder } from './use-held-order.ts';

const FILTERS: readonly { readonly id: WorklistFilter; readonly label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'flagged', label: 'Flagged' },
  { id: 'not-analysed', label: 'Not analyzed' },
  { id: 'unread', label: 'Unopened' },
];

/** The ranked queue: search, filters, rows. Compact beside an open study. */
export function WorklistPane({ compact }: { readonly compact: boolean }) {
  const app = useApp();
  const entries = useStore(app.worklist, (state) => state.entries);
  const now = useStore(app.worklist, (state) => state.now);
  const query = useStore(app.worklist, (state) => state.query);
  const filter = useStore(app.worklist, (state) => state.filter);
  const paused = useStore(app.worklist, (state) => state.paused);
  const all = useMemo(() => worklistRows(entries, now, paused), [entries, now, paused]);
  const wanted = useMemo(() => filterRows(all, filter, query), [all, filter, query]);
  const { rows, waiting, handlers, update } = useHeldOrder(wanted);
  const search = useRef<HTMLInputElement>(null);
  const step = (direction: 1 | -1) =>
    app.step(
      rows.map(({ key }) => key),
      direction,
    );
  useShortcuts({
    search: () => search.current?.focus(),
    'next-study': () => step(1),
    'previous-study': () => step(-1),
  });

  return (
    <section className={`worklist${compact ? ' compact' : ''}`} aria-label="Worklist">
      <div className="worklist-head">
        <label className="search">
          <ToolIcon tool="search" />
          <input
            ref={search}
            type="search"
            placeholder="Search"
            aria-label="Search the worklist"
            value={query}
            onChange={({ target }) => app.worklist.setState({ query: target.value })}
          />
        </label>
        <Filters rows={all} chosen={filter} />
        <QueueButton />
      </div>
      {compact ? null : <ColumnHeads />}
      {waiting > 0 ? (
        <button type="button" className="pill waiting" onClick={update}>
          {countOf(waiting, 'change')} waiting: update the order
        </button>
      ) : null}
      <RowList rows={rows} compact={compact} handlers={handlers} />
      {rows.length === 0 ? <p className="none">No study matches.</p> : null}
    </section>
  );
}

function Filters({
  rows,
  chosen,
}: {
  readonly rows: readonly WorklistRow[];
  readonly chosen: WorklistFilter;
}) {
  const { worklist } = useApp();
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Show</legend>
      {FILTERS.map(({ id, label }) => (
        <label key={id}>
          <input
            type="radio"
            name="filter"
            checked={chosen === id}
            onChange={() => worklist.setState({ filter: id })}
          />
          <span>
            {label} <span className="count">{filterRows(rows, id, '').length}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ColumnHeads() {
  return (
    <div className="column-heads" aria-hidden="true">
      <span>#</span>
      <span>State</span>
      <span>Patient, and why here</span>
      <span>Flagged types</span>
      <span>Any hemorrhage</span>
      <span>Waiting</span>
      <span>Coverage</span>
    </div>
  );
}

function QueueButton() {
  const app = useApp();
  const paused = useStore(app.worklist, (state) => state.paused);
  return (
    <IconButton
      tool={paused ? 'play' : 'pause'}
      label={paused ? 'Resume the analysis' : 'Pause the analysis'}
      on={paused}
      onClick={paused ? app.resume : app.pause}
    />
  );
}
