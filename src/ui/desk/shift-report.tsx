import { useEffect, useRef, useState } from 'react';
import { countOf, messageOf } from '#base';
import type { ShiftSummary } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { openForPrinting } from '../export/open-for-printing.ts';
import button from '../parts/button.module.css';
import { saveFile } from '../parts/save-file.ts';
import css from './shift-report.module.css';
import { Came, Reasons, Studies, Verdicts, Waits } from './shift-tables.tsx';
import { momentText } from './shift-words.ts';

/** The present shift looked back on: what came, what became of it, who waited how long. Counted anew while it is open. */
export function ShiftReport() {
  const app = useApp();
  const now = useStore(app.worklist, (state) => state.now);
  const [summary, setSummary] = useState<ShiftSummary | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time that goes on is what asks for new figures.
  useEffect(() => {
    let left = false;
    void app.shiftSummary().then((counted) => {
      if (!left) setSummary(counted);
    });
    return () => {
      left = true;
    };
  }, [app, now]);
  return summary === null ? null : <Report summary={summary} />;
}

function Report({ summary }: { readonly summary: ShiftSummary }) {
  const { from, to, studies, earlier } = summary;
  const page = useRef<HTMLDivElement>(null);
  return (
    <section className={css.report} aria-labelledby="shift-title">
      <Actions summary={summary} page={page} />
      <div ref={page}>
        <h3 id="shift-title">
          {countOf(studies.length, 'study', 'studies')} since {momentText(from, to)}
        </h3>
        <p className="hint">
          As of {momentText(to, from)}. Results as they stand now. A shift ends when the page was
          closed for three hours.{' '}
          {earlier.left + earlier.doneSince === 0
            ? ''
            : `Of earlier shifts ${earlier.left} ${earlier.left === 1 ? 'is' : 'are'} left and ${earlier.doneSince} ${earlier.doneSince === 1 ? 'was' : 'were'} done since; no number below counts them.`}
        </p>
        {studies.length === 0 ? null : (
          <>
            <Came summary={summary} />
            <Waits summary={summary} />
            <Reasons summary={summary} />
            <Verdicts summary={summary} />
            <Studies summary={summary} />
          </>
        )}
      </div>
    </section>
  );
}

function Actions(props: {
  readonly summary: ShiftSummary;
  readonly page: React.RefObject<HTMLDivElement | null>;
}) {
  const { summary, page } = props;
  const app = useApp();
  const [told, setTold] = useState('');
  const logged = (what: string) =>
    app.wasDone({ action: 'exported', details: { what, identifying: false } });
  const save = (table: 'figures' | 'studies') => {
    const file = `shift-${table}.csv`;
    app.exportShift(summary, table).then(
      (text) => {
        saveFile(file, text, 'text/csv;charset=utf-8');
        setTold(`${file} is in your downloads.`);
        logged(`shift-${table}`);
      },
      (error: unknown) => setTold(`It did not work: ${messageOf(error)}`),
    );
  };
  const print = () => {
    try {
      openForPrinting(printed(page.current?.innerHTML ?? ''));
      setTold('');
      logged('shift-page');
    } catch (error) {
      setTold(`It did not work: ${messageOf(error)}`);
    }
  };
  return (
    <div className={css.actions}>
      <button type="button" className={button.button} onClick={() => save('figures')}>
        Figures (CSV)
      </button>
      <button type="button" className={button.button} onClick={() => save('studies')}>
        Studies (CSV)
      </button>
      <button type="button" className={button.button} onClick={print}>
        Print
      </button>
      <p className="hint" role="status">
        {told || 'By number alone: nothing here tells who a patient is.'}
      </p>
    </div>
  );
}

/** The page as it stands on the screen. React wrote it: whatever a reason says is text in it. */
const printed = (html: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>ICH Triage, shift</title></head><body>
<p class="banner"><strong>Research software, not a diagnosis.</strong> “No flag” does not mean that nothing is there.</p>
${html}</body></html>`;
