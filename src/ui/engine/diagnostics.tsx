import { useState } from 'react';
import { ENGINE_LABELS } from '#base';
import { diagnosticsJson, type EngineState } from '#store';
import { fixed, t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Models } from '../models/models.tsx';
import button from '../parts/button.module.css';
import { Dialog } from '../parts/dialog.tsx';
import css from './diagnostics.module.css';

/** The engine, what was tried before it, and what a fault report needs. */
export function Diagnostics({
  state,
  onClose,
}: {
  readonly state: EngineState;
  readonly onClose: () => void;
}) {
  const app = useApp();
  const entries = useStore(app.worklist, (worklist) => worklist.entries);
  const [copied, setCopied] = useState(false);
  const json = diagnosticsJson(state, entries, {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    pixelRatio: devicePixelRatio,
  });
  const copy = () => {
    navigator.clipboard.writeText(json).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Dialog title={t('Engine and diagnostics')} onClose={onClose} wide>
      {state.phase === 'failed' ? (
        <p className="problem">
          {t('The engine did not start: {reason}. Studies can be viewed; none is analyzed.', {
            reason: toldReason(state.reason).replace(/\.$/, ''),
          })}
        </p>
      ) : null}
      {state.phase === 'ready' ? <Ready state={state} /> : null}
      <Models />
      <h3>{t('For a fault report')}</h3>
      <p className="hint">{t('No patient data, no file names, no identifiers.')}</p>
      <textarea
        className={css.json}
        readOnly
        value={json}
        rows={9}
        aria-label={t('Diagnostics as JSON')}
      />
      <p>
        <button type="button" className={button.button} onClick={copy}>
          {copied ? t('Copied') : t('Copy')}
        </button>
      </p>
    </Dialog>
  );
}

function Ready({ state }: { readonly state: Extract<EngineState, { phase: 'ready' }> }) {
  const { manifest } = state;
  return (
    <>
      <dl className={css.facts}>
        <dt>{t('Model')}</dt>
        <dd>
          {told(manifest.title)}
          {manifest.status === 'untrained' ? t(': its numbers mean nothing') : ''}
        </dd>
        <dt>{t('Engine')}</dt>
        <dd>
          {t('{engine}, {ms} ms a slice', {
            engine: told(state.description),
            ms: fixed(state.msPerSlice, 1),
          })}
        </dd>
        <dt>{t('Model hash')}</dt>
        <dd className="mono">{state.modelHash.slice(0, 16)}</dd>
        <dt>{t('Preprocessing hash')}</dt>
        <dd className="mono">{state.preprocessHash.slice(0, 16)}</dd>
      </dl>
      <h3>{t('Engines tried')}</h3>
      <table className={css.tried}>
        <thead>
          <tr>
            <th scope="col">{t('Engine')}</th>
            <th scope="col">{t('Golden vectors')}</th>
            <th scope="col">{t('ms a slice')}</th>
            <th scope="col">{t('Taken, or why not')}</th>
          </tr>
        </thead>
        <tbody>
          {state.diagnostics.map((tried) => (
            <tr key={tried.kind}>
              <th scope="row">{told(ENGINE_LABELS[tried.kind])}</th>
              <td>{proofWords(tried)}</td>
              <td>{tried.msPerSlice == null ? '' : fixed(tried.msPerSlice, 1)}</td>
              <td>
                {tried.reason
                  ? toldReason(tried.reason)
                  : tried.kind === state.kind
                    ? t('taken')
                    : t('slower')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Whether it gave the golden probabilities; most that are not taken were not asked. */
function proofWords({
  ok,
  reason,
  maxDifference,
}: Extract<EngineState, { phase: 'ready' }>['diagnostics'][number]): string {
  if (!ok) return reason?.code === 'model-golden' ? t('wrong') : t('not run');
  if (maxDifference === undefined) return t('right');
  const [digits, exponent] = maxDifference.toExponential(1).split('e');
  return t('right, largest difference {difference}', {
    difference: `${fixed(Number(digits), 1)}e${exponent}`,
  });
}
