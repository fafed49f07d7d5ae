import { useState } from 'react';
import type { PacsState } from '#store';
import { fixed, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { type CostOfTaking, costOfTaking, MOST_UNASKED_STUDIES } from './cost-of-taking.ts';
import css from './take-all.module.css';

type Rows = PacsState['rows'];

/** Takes all studies of the list, after a question where they are many, and gives up those that have not begun to come. */
export function TakeAll({ open, waiting }: { readonly open: Rows; readonly waiting: number }) {
  const app = useApp();
  const [asked, setAsked] = useState<'no' | 'now' | 'declined'>('no');
  const msPerSlice = useStore(app.engine, (state) =>
    state.phase === 'ready' ? state.msPerSlice : null,
  );
  if (open.length < 2 && waiting < 2) return null;
  const cost = costOfTaking(open, msPerSlice);
  const take = (rows: Rows) => {
    setAsked('no');
    app.takeStudies(rows.map(({ studyInstanceUid }) => studyInstanceUid));
  };
  return (
    <footer className={css.foot}>
      {open.length < 2 ? null : asked === 'now' && cost.isMuch ? (
        <Question open={open} cost={cost} onTake={take} onCancel={() => setAsked('declined')} />
      ) : (
        <p className={css.line}>
          <button
            type="button"
            className={button.button}
            // biome-ignore lint/a11y/noAutofocus: it stands where the question was, which had the focus.
            autoFocus={asked === 'declined'}
            onClick={() => (cost.isMuch ? setAsked('now') : take(open))}
          >
            {t('Take all {count}', { count: open.length })}
          </button>
          <span className="hint">{t('CT studies of this list')}</span>
        </p>
      )}
      {waiting < 2 ? null : (
        <p className={css.line}>
          <button
            type="button"
            className={classes(button.button, button.quiet)}
            title={t('What has come stays, and what is on its way comes')}
            onClick={() => app.cancelWaiting()}
          >
            {t('Fetch no more')}
          </button>
          <span className="hint" role="status">
            {t('{count} wait to be fetched', { count: waiting })}
          </span>
        </p>
      )}
    </footer>
  );
}

/** What it costs, before it is begun. */
function Question({
  open,
  cost,
  onTake,
  onCancel,
}: {
  readonly open: Rows;
  readonly cost: CostOfTaking;
  readonly onTake: (rows: Rows) => void;
  readonly onCancel: () => void;
}) {
  const { images, gigabytes, minutes, unstated } = cost;
  return (
    <section className={css.question} aria-labelledby="take-all-question">
      <h3 id="take-all-question">{t('Take all {count} studies?', { count: open.length })}</h3>
      <p>
        {t('{images} images, some {gigabytes} GB for this browser to hold.', {
          images,
          gigabytes: gigabytes < 10 ? fixed(Math.max(0.1, gigabytes), 1) : Math.round(gigabytes),
        })}{' '}
        {minutes === null
          ? t('How long their analysis takes is not known yet.')
          : t(
              'Their analysis takes some {time}, by the speed measured here; fetching comes on top.',
              {
                time: timeText(minutes),
              },
            )}{' '}
        {unstated === 0
          ? null
          : t(
              'Of {n} study more the PACS does not say how many. | Of {n} studies more the PACS does not say how many.',
              {
                n: unstated,
              },
            )}
      </p>
      <p className="hint">
        {t('They are ranked as they come, and you can stop: what has come stays.')}
      </p>
      <p className={css.line}>
        <button type="button" className={button.button} onClick={() => onTake(open)}>
          {t('Take all {count}', { count: open.length })}
        </button>
        {open.length > MOST_UNASKED_STUDIES ? (
          <button
            type="button"
            className={classes(button.button, button.quiet)}
            onClick={() => onTake(open.slice(0, MOST_UNASKED_STUDIES))}
          >
            {t('The newest {count}', { count: MOST_UNASKED_STUDIES })}
          </button>
        ) : null}
        <button
          type="button"
          className={classes(button.button, button.quiet)}
          // biome-ignore lint/a11y/noAutofocus: it stands where the button was that was pressed.
          autoFocus
          onClick={onCancel}
        >
          {t('Cancel')}
        </button>
      </p>
    </section>
  );
}

/** Minutes as people say them. */
const timeText = (minutes: number): string =>
  minutes < 90
    ? t('{minutes} min', { minutes: Math.max(1, Math.round(minutes)) })
    : t('{hours} h', { hours: fixed(minutes / 60, minutes < 600 ? 1 : 0) });
