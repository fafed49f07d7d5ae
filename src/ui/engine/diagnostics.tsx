import { useState } from 'react';
import { ENGINE_LABELS } from '#base';
import { diagnosticsJson, type EngineState } from '#store';
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
    <Dialog title="Engine and diagnostics" onClose={onClose} wide>
      {state.phase === 'failed' ? (
        <p className="problem">
          The engine did not start: {state.reason.text.replace(/\.$/, '')}. Studies can be viewed;
          none is analyzed.
        </p>
      ) : null}
      {state.phase === 'ready' ? <Ready state={state} /> : null}
      <Models />
      <h3>For a fault report</h3>
      <p className="hint">No patient data, no file names, no identifiers.</p>
      <textarea
        className={css.json}
        readOnly
        value={json}
        rows={9}
        aria-label="Diagnostics as JSON"
      />
      <p>
        <button type="button" className={button.button} onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
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
        <dt>Model</dt>
        <dd>
          {manifest.title}
          {manifest.status === 'untrained' ? ': its numbers mean nothing' : ''}
        </dd>
        <dt>Engine</dt>
        <dd>
          {state.description}, {state.msPerSlice.toFixed(1)} ms a slice
        </dd>
        <dt>Model hash</dt>
        <dd className="mono">{state.modelHash.slice(0, 16)}</dd>
        <dt>Preprocessing hash</dt>
        <dd className="mono">{state.preprocessHash.slice(0, 16)}</dd>
      </dl>
      <h3>Engines tried</h3>
      <table className={css.tried}>
        <thead>
          <tr>
            <th scope="col">Engine</th>
            <th scope="col">Golden vectors</th>
            <th scope="col">ms a slice</th>
            <th scope="col">Not taken, because</th>
          </tr>
        </thead>
        <tbody>
          {state.diagnostics.map((tried) => (
            <tr key={tried.kind}>
              <th scope="row">{ENGINE_LABELS[tried.kind]}</th>
              <td>
                {tried.ok ? 'right' : 'off or not run'}
                {tried.maxDifference === undefined
                  ? ''
                  : `, largest difference ${tried.maxDifference.toExponential(1)}`}
              </td>
              <td>{tried.msPerSlice?.toFixed(1) ?? ''}</td>
              <td>{tried.reason?.text ?? (tried.kind === state.kind ? 'taken' : 'slower')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
