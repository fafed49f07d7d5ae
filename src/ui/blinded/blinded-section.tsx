import { useMemo, useState } from 'react';
import { fixed, lowered, t } from '#texts';
import { agreementOf, type CallAgreement } from '#verdicts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { saveTable } from '../parts/save-file.ts';
import css from './blinded-section.module.css';

/** Starts and ends blinded reading, and shows what it came to. */
export function BlindedSection() {
  const app = useApp();
  const on = useStore(app.settings, ({ blinded }) => blinded);
  return (
    <section aria-labelledby="blinded-title">
      <h3 id="blinded-title">{t('Blinded reading')}</h3>
      <p className="hint">
        {t(
          'Read first, then see what the model says: rows stand in order of arrival, and flags, probabilities, evidence and maps of a study are hidden until you gave a first verdict and revealed it; then comes the final one. For research: while it is on, the list is no triage.',
        )}
      </p>
      <button
        type="button"
        className={classes(button.button, !on && button.primary, css.switch)}
        aria-pressed={on}
        onClick={() => app.setBlinded(!on)}
      >
        {on ? t('End blinded reading') : t('Read blind')}
      </button>
      <Results />
    </section>
  );
}

function Results() {
  const app = useApp();
  const byStudy = useStore(app.verdicts, (state) => state.byStudy);
  const [withShownBefore, setWithShownBefore] = useState(true);
  const agreement = useMemo(
    () => agreementOf(byStudy.values(), { withShownBefore }),
    [byStudy, withShownBefore],
  );
  const { read, complete, shownBefore, firstAndFlag, finalAndFlag, firstAndFinal } = agreement;
  if (read === 0) return null;
  const save = async (format: 'blinded' | 'agreement', file: string) => {
    saveTable(file, await app.exportList(format));
    const details = { what: `list-${format}`, identifying: format === 'blinded' };
    app.wasDone({ action: 'exported', details });
  };
  return (
    <div data-testid="agreement">
      <p>
        {t('{count} read blind, {complete} to the final verdict on a study with a result.', {
          count: t('{n} study | {n} studies', { n: read }),
          complete,
        })}
      </p>
      {shownBefore === 0 ? null : (
        <label className={css.before}>
          <input
            type="checkbox"
            checked={withShownBefore}
            onChange={({ target }) => setWithShownBefore(target.checked)}
          />
          {t(
            'Count the {n} study whose result could be seen in this browser before it was read blind | Count the {n} studies whose results could be seen in this browser before they were read blind',
            { n: shownBefore },
          )}
        </label>
      )}
      <div className={css.tables}>
        <Pair
          a={t('First verdict')}
          b={t('Flag')}
          calls={[t('flagged'), t('no flag')]}
          agreement={firstAndFlag}
        />
        <Pair
          a={t('Final verdict')}
          b={t('Flag')}
          calls={[t('flagged'), t('no flag')]}
          agreement={finalAndFlag}
        />
        <Pair
          a={t('First verdict')}
          b={t('Final verdict')}
          calls={[t('hemorrhage'), t('none')]}
          agreement={firstAndFinal}
        />
      </div>
      <p className="hint">
        {t(
          'Cohen’s kappa with its large-sample 95 % interval; with few studies it is rough. Agreement is not accuracy: the flag is no truth.',
        )}
      </p>
      <p className={css.files}>
        <button
          type="button"
          className={button.button}
          onClick={() => void save('blinded', 'blinded-readings.csv')}
        >
          {t('Readings (CSV)')}
        </button>
        <button
          type="button"
          className={button.button}
          onClick={() => void save('agreement', 'agreement.csv')}
        >
          {t('Agreement (CSV)')}
        </button>
        <span className="hint">{t('Readings hold study UIDs and no names.')}</span>
      </p>
    </div>
  );
}

interface PairProps {
  readonly a: string;
  readonly b: string;
  /** How b calls hemorrhage, and what is none. */
  readonly calls: readonly [positive: string, negative: string];
  readonly agreement: CallAgreement;
}

function Pair({ a, b, calls: [positive, negative], agreement }: PairProps) {
  const { table, n, unsure } = agreement;
  return (
    <table className={css.table}>
      <caption>{t('{a} and {b}', { a, b: lowered(b) })}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{positive}</th>
          <th scope="col">{negative}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('hemorrhage')}</th>
          <td>{table[0][0]}</td>
          <td>{table[0][1]}</td>
        </tr>
        <tr>
          <th scope="row">{t('none')}</th>
          <td>{table[1][0]}</td>
          <td>{table[1][1]}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>
            <strong>{kappaWords(agreement)}</strong>
            <br />
            {t('n = {count}{unsure}', {
              count: n,
              unsure: unsure === 0 ? '' : t('; {unsure} unsure, not counted', { unsure }),
            })}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function kappaWords({ kappa, interval, n }: CallAgreement): string {
  if (kappa === null)
    return n === 0 ? t('nothing to compare') : t('kappa not defined: all calls alike');
  const shown = fixed(kappa, 2);
  return interval === null
    ? t('kappa {shown}; no interval: all agree, or one says the same of all', { shown })
    : t('kappa {shown} ({low} to {high})', {
        shown,
        low: fixed(interval[0], 2),
        high: fixed(interval[1], 2),
      });
}
