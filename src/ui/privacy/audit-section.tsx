import { useEffect, useState } from 'react';
import type { AuditTrail } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { dayAndClock } from '../parts/moments.ts';
import { saveFile } from '../parts/save-file.ts';
import css from './privacy-dialog.module.css';

type Verdict = Awaited<ReturnType<AuditTrail['check']>>;

/** What the log came to, once it was looked through. */
type Seen =
  | { readonly kind: 'looking' | 'none' }
  | { readonly kind: 'seen'; readonly trail: AuditTrail; readonly verdict: Verdict };

function dayAndTime(at: string | null): string {
  if (at === null) return '';
  const moment = new Date(at);
  return dayAndClock(moment);
}

/** The log of what was done with studies in this browser: whether it is whole, and as a file. */
export function AuditSection() {
  const app = useApp();
  const blinded = useStore(app.settings, (settings) => settings.blinded);
  const [seen, setSeen] = useState<Seen>({ kind: 'looking' });
  const look = async (isOpen: () => boolean): Promise<void> => {
    const trail = await app.auditTrail();
    const verdict = await trail?.check();
    if (!isOpen()) return;
    setSeen(
      trail === null || verdict === undefined ? { kind: 'none' } : { kind: 'seen', trail, verdict },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when it is opened, and after a download.
  useEffect(() => {
    let open = true;
    look(() => open).catch(() => setSeen({ kind: 'none' }));
    return () => {
      open = false;
    };
  }, [app]);
  const save = async (trail: AuditTrail): Promise<void> => {
    const day = new Date().toISOString().slice(0, 10);
    saveFile(`ich-triage-audit-${day}.ndjson`, await trail.file(), 'application/x-ndjson');
    await look(() => true);
  };
  return (
    <section>
      <h3>{t('Audit log')}</h3>
      <p className="hint">
        {t(
          'What was done with each study in this browser, when, and under which initials: received, analyzed, opened, acknowledged, judged, exported, sent, erased; covers, settings, models. Studies by their seals, never by name. Each entry holds the hash of the one before, so that a change is found:',
        )}{' '}
        <span className="mono">npm run verify-audit</span>.
      </p>
      <div className={css.log} role="status" data-testid="audit">
        {seen.kind === 'looking' ? <p>{t('Being looked through')}</p> : null}
        {seen.kind === 'none' ? (
          <p className="problem">
            {t('The log could not be opened: nothing is logged in this tab.')}
          </p>
        ) : null}
        {seen.kind === 'seen' ? <State {...seen} /> : null}
      </div>
      {seen.kind === 'seen' ? (
        <p className={css.actions}>
          <button
            type="button"
            className={button.button}
            disabled={blinded}
            onClick={() => void save(seen.trail).catch(() => setSeen({ kind: 'none' }))}
          >
            {t('Download audit log')}
          </button>
          {blinded ? (
            <span className="hint">
              {t('It tells what was flagged: to be had once blinded reading has ended.')}
            </span>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

function State({ trail, verdict }: { readonly trail: AuditTrail; readonly verdict: Verdict }) {
  const { whole, cut, fault, from, last } = verdict;
  return (
    <>
      {fault === null ? (
        <p>
          <strong>{t('{n} entry | {n} entries', { n: whole })}</strong>{' '}
          {t('since {moment}, whole{cut}.', {
            moment: dayAndTime(from),
            cut: cut === 0 ? '' : t('; {cut} older ones were cut off to keep it small', { cut }),
          })}
        </p>
      ) : (
        <p className="problem">
          {t('Not whole: {fault} (line {line}, {kind}). Whole before it: {count}.', {
            fault: told(fault.text),
            line: fault.line,
            kind: fault.kind,
            count: t('{n} entry | {n} entries', { n: whole }),
          })}
        </p>
      )}
      {trail.kept ? null : (
        <p className="problem">
          {t(
            'This browser keeps nothing: the log ends with the tab. Download it before you close it.',
          )}
        </p>
      )}
      {last === null ? null : (
        <p className="hint">
          {t('Hash of the last entry:')} <span className={css.hash}>{last}</span>
          {t('. Kept elsewhere, it shows later that the log was not written anew.')}
        </p>
      )}
    </>
  );
}
