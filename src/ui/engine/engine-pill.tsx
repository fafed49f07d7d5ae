import { lazy, Suspense, useState } from 'react';
import { assertNever, ENGINE_LABELS } from '#base';
import type { EngineState } from '#store';
import { fixed, t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import css from './engine-pill.module.css';

const Diagnostics = lazy(() =>
  import('./diagnostics.tsx').then((module) => ({ default: module.Diagnostics })),
);

/** Few ask how fast on what: the name that is read out, the tooltip and the dialog say it. */
const ready = (): string => t('Engine ready');

/** What computes, and how far its loading is; opens the diagnostics. */
export function EnginePill() {
  const { engine } = useApp();
  const state = useStore(engine, (now) => now);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={css.engine}
        data-testid="engine"
        data-phase={state.phase}
        aria-label={state.phase === 'ready' ? `${ready()}: ${engineText(state)}` : undefined}
        title={state.phase === 'ready' ? engineText(state) : undefined}
        onClick={() => setOpen(true)}
      >
        <span className={css.dot} aria-hidden="true" />
        {state.phase === 'ready' ? ready() : engineText(state)}
      </button>
      {open ? (
        <Suspense>
          <Diagnostics state={state} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function engineText(state: EngineState): string {
  switch (state.phase) {
    case 'idle':
      return t('Engine idle');
    case 'loading': {
      const { loadedBytes, totalBytes } = state;
      const part = totalBytes > 0 ? ` ${Math.round((100 * loadedBytes) / totalBytes)} %` : '';
      return t('Loading model{part}', { part });
    }
    case 'warming':
      return t('Testing {engine}', { engine: told(ENGINE_LABELS[state.backend]) });
    case 'ready':
      return t('{engine}, {ms} ms a slice', {
        engine: told(ENGINE_LABELS[state.kind]),
        ms: fixed(state.msPerSlice, state.msPerSlice < 10 ? 1 : 0),
      });
    case 'failed':
      return state.reason.code === 'workers-blocked'
        ? t('Nothing can be read here')
        : t('No engine: viewing only');
    default:
      return assertNever(state);
  }
}
