import { useState } from 'react';
import { isAbort, messageOf } from '#base';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './export-item.module.css';

/** One thing that can leave the tab. */
export interface ExportItemProps {
  /** What the audit log calls it; null where it is logged elsewhere. */
  readonly logged: string | null;
  /** Whose it is: a study's key; absent for the whole list. */
  readonly studyKey?: string;
  readonly title: string;
  /** What it holds, and for whom it is. */
  readonly hint: string;
  /** Whether it tells the patient: said before it is written, and asked while names are masked. */
  readonly patientData: boolean;
  /** Why it can't be made, and what to do; null where it can. */
  readonly fault?: string | null;
  /** Makes it. Resolves with what was done, in words. */
  readonly make: () => Promise<string>;
}

type Step =
  | { readonly kind: 'idle' | 'asking' | 'making' }
  | { readonly kind: 'done' | 'failed'; readonly text: string };

/** A thing to export, with what it holds before it is made and what was done after. */
export function ExportItem(props: ExportItemProps) {
  const { title, hint, patientData, fault = null, make, logged, studyKey } = props;
  const { settings, wasDone, logged: isLogged } = useApp();
  const masked = useStore(settings, (now) => now.maskNames);
  const [step, setStep] = useState<Step>({ kind: 'idle' });
  const start = () => {
    setStep({ kind: 'making' });
    make().then(
      async (text) => {
        if (logged !== null) {
          const details = { what: logged, identifying: patientData };
          wasDone({ action: 'exported', details, ...(studyKey === undefined ? {} : { studyKey }) });
          // Whoever reads that it is done may close the tab.
          await isLogged();
        }
        setStep({ kind: 'done', text });
      },
      (error: unknown) =>
        setStep(
          isAbort(error)
            ? { kind: 'idle' }
            : {
                kind: 'failed',
                text: t('It did not work: {message}', { message: told(messageOf(error)) }),
              },
        ),
    );
  };
  return (
    <li className={css.item}>
      <button
        type="button"
        className={classes(button.button, css.act)}
        disabled={fault !== null || step.kind === 'making'}
        onClick={patientData && masked ? () => setStep({ kind: 'asking' }) : start}
      >
        {title}
      </button>
      <div className={css.words}>
        <p className="hint">
          {hint} {patientData ? <Badge kind="quiet">{t('contains patient data')}</Badge> : null}
        </p>
        {fault === null ? null : <p className={css.fault}>{fault}</p>}
        {step.kind === 'asking' ? (
          <p className={css.ask}>
            {t(
              'Names are masked on the screen. This contains patient data: whose study it is, readable for anybody who has the file.',
            )}
            <span className={css.answers}>
              <button type="button" className={button.button} onClick={start}>
                {t('Export all the same')}
              </button>
              <button
                type="button"
                className={classes(button.button, button.quiet)}
                onClick={() => setStep({ kind: 'idle' })}
              >
                {t('Don’t export')}
              </button>
            </span>
          </p>
        ) : null}
        <p role="status" className={classes(css.told, step.kind === 'failed' && 'problem')}>
          {step.kind === 'making' ? t('Being made') : 'text' in step ? step.text : ''}
        </p>
      </div>
    </li>
  );
}
