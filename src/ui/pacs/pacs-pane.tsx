import { type FormEvent, useState } from 'react';
import { capitalized } from '#base';
import { type PacsState, unseenOf, whyNotTaken } from '#store';
import { t, toldAdvice, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { clockWithSeconds } from '../parts/moments.ts';
import { SearchField } from '../parts/search-field.tsx';
import css from './pacs-pane.module.css';
import { PacsRow } from './pacs-row.tsx';
import { TakeAll } from './take-all.tsx';

/** Nobody looks through more; a search finds the rest. */
const MOST_SHOWN = 300;

/** The studies of the PACS behind the app: the day's, or a patient's; to take one by one, all, or as they arrive. */
export function PacsPane() {
  const app = useApp();
  const state = useStore(app.pacs, (now) => now);
  const { site, rows, watch, studies, seals } = state;
  const open = rows.filter(
    (row) => whyNotTaken(row) === null && !studies.has(row.studyInstanceUid),
  );
  if (site.kind !== 'there') return null;
  let waiting = 0;
  for (const { phase } of studies.values()) waiting += phase.kind === 'waiting' ? 1 : 0;
  return (
    <section className={css.pane} aria-label="PACS">
      <header className={css.head}>
        <h2>PACS</h2>
        <span className={classes(css.name, 'hint')} title={site.name}>
          {site.name}
        </span>
        <button
          type="button"
          className={classes(button.button, button.quiet, css.watch)}
          aria-pressed={watch.on}
          title={t('Takes every CT study that arrives from now on')}
          onClick={() => app.watchPacs(!watch.on)}
        >
          <span className={css.dot} data-state={unseenOf(state) === null ? 'well' : 'broken'} />
          {watch.on ? t('Watching') : t('Watch')}
        </button>
        <IconButton
          tool="close"
          label={t('Hide the PACS')}
          small
          onClick={() => app.showPacs(false)}
        />
      </header>
      <Search state={state} />
      <Status state={state} />
      <ul className={css.rows} aria-label={t('Studies of the PACS')}>
        {rows.slice(0, MOST_SHOWN).map((row) => (
          <PacsRow
            key={row.studyInstanceUid}
            row={row}
            taken={studies.get(row.studyInstanceUid)}
            seal={seals.get(row.studyInstanceUid)}
            growing={watch.growing.has(row.studyInstanceUid)}
          />
        ))}
      </ul>
      {rows.length > MOST_SHOWN ? (
        <p className={classes(css.more, 'hint')}>
          {t('and {count} more: search for one', { count: rows.length - MOST_SHOWN })}
        </p>
      ) : null}
      <TakeAll open={open} waiting={waiting} />
    </section>
  );
}

function Search({ state }: { readonly state: PacsState }) {
  const app = useApp();
  const [text, setText] = useState(state.search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    app.listPacs(text);
  };
  const reset = () => {
    setText('');
    app.listPacs('');
  };
  return (
    <search>
      <form className={css.search} onSubmit={submit}>
        <SearchField
          className={css.field}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          placeholder={t('Name, ID, accession')}
          aria-label={t('Search the PACS')}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {text.trim() === '' ? null : (
          <button type="submit" className={classes(button.button, button.quiet)}>
            {t('Search')}
          </button>
        )}
        <button
          type="button"
          className={classes(button.button, button.quiet)}
          aria-pressed={state.search === ''}
          title={t('Studies of yesterday to tomorrow: clocks and zones disagree')}
          onClick={reset}
        >
          {t('Today')}
        </button>
      </form>
    </search>
  );
}

/** What the list is of and how old it is; or why there is none, and what to do. */
function Status({ state }: { readonly state: PacsState }) {
  const app = useApp();
  const { list, rows, remarks, search, watch, site } = state;
  const again = (
    <button type="button" className={button.link} onClick={() => app.listPacs(search)}>
      {list.kind === 'failed' ? t('Try again') : t('Ask again')}
    </button>
  );
  if (list.kind === 'failed') {
    return (
      <div className={css.broken} role="alert">
        <p className="problem">{t('No list: {reason}.', { reason: toldReason(list.reason) })}</p>
        <p className="hint">{toldAdvice(list.reason.code)?.advice}</p>
        <p>{again}</p>
      </div>
    );
  }
  const of = search === '' ? t('yesterday to tomorrow') : t('“{search}”', { search });
  return (
    <div className={css.status} role="status">
      {list.kind === 'asking' ? <p className="hint">{t('Asking for {of}', { of })}</p> : null}
      {list.kind === 'listed' && !(watch.on && search === '') ? (
        <p className="hint">
          {t('{count} of {of}, {clock}.', {
            count: t('{n} study | {n} studies', { n: rows.length }),
            of,
            clock: clockWithSeconds(new Date(list.at)),
          })}{' '}
          {again}
        </p>
      ) : null}
      {list.kind === 'listed' && watch.on && search === '' ? (
        <p className="hint">
          {t('{count} of {of}, asked every {pollSeconds} s; last answer {clock}', {
            count: t('{n} study | {n} studies', { n: rows.length }),
            of,
            pollSeconds: site.kind === 'there' ? site.pollSeconds : '',
            clock: watch.seenAt === null ? t('awaited') : clockWithSeconds(new Date(watch.seenAt)),
          })}
        </p>
      ) : null}
      {list.kind === 'listed' && rows.length === 0 ? (
        <p className={css.none}>
          {search === ''
            ? t('The PACS has no study dated yesterday to tomorrow.')
            : t('The PACS gave no study for it.')}
        </p>
      ) : null}
      {remarks.map(({ code, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rows may be wrong in the same way.
        <p key={`${code} ${index}`} className={css.remark}>
          {capitalized(toldReason({ code, text }))}.
        </p>
      ))}
    </div>
  );
}
