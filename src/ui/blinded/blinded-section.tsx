import { useMemo, useState } from 'react';
import { countOf } from '#base';
import { agreementOf, type CallAgreement } from '#verdicts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { saveFile } from '../parts/save-file.ts';
import css from './blinded-section.module.css';

/** Starts and ends blinded reading, and shows what it came to. */
export function BlindedSection() {
  const app = useApp();
  const on = useStore(app.settings, ({ blinded }) => blinded);
  return (
    <section aria-labelledby="blinded-title">
      <h3 id="blinded-title">Blinded reading</h3>
      <p className="hint">
        Read first, then see what the model says: rows stand in order of arrival, and flags,
        probabilities, evidence and maps of a study are hidden until you gave a first verdict and
        revealed it; then comes the final one. For research: while it is on, the list is no triage.
      </p>
      <button
        type="button"
        className={classes(button.button, !on && button.primary, css.switch)}
        aria-pressed={on}
        onClick={() => app.setBlinded(!on)}
      >
        {on ? 'End blinded reading' : 'Read blind'}
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
  const save = async (format: 'blinded' | 'agreement', file: string) =>
    saveFile(file, await app.exportList(format), 'text/csv;charset=utf-8');
  return (
    <div data-testid="agreement">
      <p>
        {countOf(read, 'study', 'studies')} read blind, {complete} of them to the final verdict on a
        study with a result.
      </p>
      {shownBefore === 0 ? null : (
        <label className={css.before}>
          <input
            type="checkbox"
            checked={withShownBefore}
            onChange={({ target }) => setWithShownBefore(target.checked)}
          />
          Count the {shownBefore} whose result could be seen in this browser before they were read
          blind
        </label>
      )}
      <div className={css.tables}>
        <Pair a="First verdict" b="Flag" negative="no flag" agreement={firstAndFlag} />
        <Pair a="Final verdict" b="Flag" negative="no flag" agreement={finalAndFlag} />
        <Pair a="First verdict" b="Final verdict" negative="none" agreement={firstAndFinal} />
      </div>
      <p className="hint">
        Cohen’s kappa with its large-sample 95 % interval; with few studies it is rough. Agreement
        is not accuracy: the flag is no truth.
      </p>
      <p className={css.files}>
        <button
          type="button"
          className={button.button}
          onClick={() => void save('blinded', 'blinded-readings.csv')}
        >
          Readings (CSV)
        </button>
        <button
          type="button"
          className={button.button}
          onClick={() => void save('agreement', 'agreement.csv')}
        >
          Agreement (CSV)
        </button>
        <span className="hint">Readings hold study UIDs and no names.</span>
      </p>
    </div>
  );
}

interface PairProps {
  readonly a: string;
  readonly b: string;
  /** How b calls what is no hemorrhage. */
  readonly negative: string;
  readonly agreement: CallAgreement;
}

function Pair({ a, b, negative, agreement }: PairProps) {
  const { table, n, unsure } = agreement;
  const positive = negative === 'none' ? 'hemorrhage' : 'flagged';
  return (
    <table className={css.table}>
      <caption>
        {a} and {b.toLowerCase()}
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{positive}</th>
          <th scope="col">{negative}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">hemorrhage</th>
          <td>{table[0][0]}</td>
          <td>{table[0][1]}</td>
        </tr>
        <tr>
          <th scope="row">none</th>
          <td>{table[1][0]}</td>
          <td>{table[1][1]}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>
            <strong>{kappaWords(agreement)}</strong>
            <br />n = {n}
            {unsure === 0 ? '' : `; ${unsure} unsure, not counted`}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function kappaWords({ kappa, interval, n }: CallAgreement): string {
  if (kappa === null) return n === 0 ? 'nothing to compare' : 'kappa not defined: all calls alike';
  const shown = kappa.toFixed(2);
  return interval === null
    ? `kappa ${shown}; no interval: all agree, or one says the same of all`
    : `kappa ${shown} (${interval[0].toFixed(2)} to ${interval[1].toFixed(2)})`;
}
