import { useEffect, useRef, useState } from 'react';
import { messageOf } from '#base';
import type { ShiftSummary } from '#store';
import { language, t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { openForPrinting } from '../export/open-for-printing.ts';
import button from '../parts/button.module.css';
import { dayAndClock } from '../parts/moments.ts';
import { saveTable } from '../parts/save-file.ts';
import { zoneText } from '../parts/zoned-moments.ts';
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
          {t('{count} since {moment}', {
            count: t('{n} study | {n} studies', { n: studies.length }),
            moment: momentText(from, to),
          })}
        </h3>
        <p className="hint">
          {t(
            'As of {moment}. Results as they stand now. A shift ends when the page was closed for three hours. {earlier}',
            {
              moment: dayAndClock(new Date(to)),
              earlier: earlier.left + earlier.doneSince === 0 ? '' : earlierText(earlier),
            },
          )}
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

/** Studies that are of no number of the report. */
const earlierText = ({ left, doneSince }: ShiftSummary['earlier']): string =>
  t('Of earlier shifts {left} and {done} since; no number below counts them.', {
    left: t('{n} is left | {n} are left', { n: left }),
    done: t('{n} was done | {n} were done', { n: doneSince }),
  });

function Actions(props: {
  readonly summary: ShiftSummary;
  readonly page: React.RefObject<HTMLDivElement | null>;
}) {
  const { summary, page } = props;
  const app = useApp();
  const [said, setSaid] = useState('');
  const logged = (what: string) =>
    app.wasDone({ action: 'exported', details: { what, identifying: false } });
  const save = (table: 'figures' | 'studies') => {
    const file = `shift-${table}.csv`;
    app.exportShift(summary, table).then(
      (text) => {
        saveTable(file, text);
        setSaid(t('{file} is in your downloads.', { file }));
        logged(`shift-${table}`);
      },
      (error: unknown) =>
        setSaid(t('It did not work: {message}', { message: told(messageOf(error)) })),
    );
  };
  const print = () => {
    try {
      openForPrinting(printed(page.current?.innerHTML ?? ''));
      setSaid('');
      logged('shift-page');
    } catch (error) {
      setSaid(t('It did not work: {message}', { message: told(messageOf(error)) }));
    }
  };
  return (
    <div className={css.actions}>
      <button type="button" className={button.button} onClick={() => save('figures')}>
        {t('Figures (CSV)')}
      </button>
      <button type="button" className={button.button} onClick={() => save('studies')}>
        {t('Studies (CSV)')}
      </button>
      <button type="button" className={button.button} onClick={print}>
        {t('Print')}
      </button>
      <p className="hint" role="status">
        {said || t('By number alone: nothing here tells who a patient is.')}
      </p>
    </div>
  );
}

/** The page as it stands on the screen. React wrote it: whatever a reason says is text in it. */
const printed = (html: string): string =>
  `<!doctype html><html lang="${language()}"><head><meta charset="utf-8"><title>${t('ICH Triage, shift')}</title></head><body>
<div class="every-page"><p class="banner"><strong>${t('Research software, not a diagnosis.')}</strong> ${t('“No flag” does not mean that nothing is there.')}</p></div>
<main>${html}<footer><p>${t('Printed {moment}. Times are those of this computer, {zone}.', { moment: dayAndClock(new Date()), zone: zoneText(new Date()) })}</p></footer></main></body></html>`;
