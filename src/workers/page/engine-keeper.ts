import * as Comlink from 'comlink';
import { AppError, type EngineKind, isAbort, reasonFrom } from '#base';
import type { EngineService, EngineState, ReadyEngine } from '../wire/analysis-service.ts';
import type { InferenceWorkerApi, LoadRequest } from '../wire/worker-api.ts';
import { type WorkerLink, workerDied, workersBlocked } from './connect.ts';

/** Crashes after which the engine is left alone: something is wrong that a restart does not mend. */
const MOST_CRASHES = 3;

/** Keeps a model loaded in the inference worker, and says how it is. */
export interface EngineKeeper extends EngineService {
  /** The engine when it is up, loaded again where the worker died. Throws AppError where there is none. */
  ready(): Promise<ReadyEngine>;
  /** To be called when the worker died. */
  crashed(): void;
}

/**
 * Loads models through the link. An engine that kills the worker while it starts is left out of the next attempt. `canRead`: whether the
 * worker that reads files starts; where it doesn't either, that is the reason.
 */
export function engineKeeper(
  link: WorkerLink<InferenceWorkerApi>,
  canRead: () => Promise<boolean>,
): EngineKeeper {
  let state: EngineState = { phase: 'idle' };
  let loading: Promise<EngineState> | null = null;
  let request: LoadRequest | null = null;
  let stopLoading = new AbortController();
  let crashes = 0;
  const listeners = new Set<(state: EngineState) => void>();

  const set = (next: EngineState): EngineState => {
    state = next;
    for (const listener of listeners) listener(next);
    return next;
  };

  const attempt = async (asked: LoadRequest, signal: AbortSignal): Promise<EngineState> => {
    let warming: EngineKind | null = null;
    let ended = false; // Progress can arrive after the outcome: it must not paint over it.
    try {
      const ready = await link.call(
        (api, alive) => {
          const onState = (next: EngineState) => {
            alive();
            warming = next.phase === 'warming' ? next.backend : warming;
            if (!signal.aborted && !ended) set(next);
          };
          return api.load(asked, Comlink.proxy(onState), signal);
        },
        { signal },
      );
      ended = true;
      return set(ready);
    } catch (error) {
      ended = true;
      if (isAbort(error)) throw error;
      if (workerDied(error) && warming !== null && asked.forced === undefined) {
        const { remembered: _, ...rest } = asked;
        return attempt({ ...rest, without: [...asked.without, warming] }, signal);
      }
      if (workerDied(error) && warming === null && crashes < MOST_CRASHES) {
        crashes += 1; // No engine's fault: it died while files were fetched.
        return attempt(asked, signal);
      }
      const blocked = workerDied(error) && !(await canRead());
      const why = blocked ? workersBlocked() : error;
      return set({ phase: 'failed', reason: reasonFrom(why, 'engine-failed') });
    }
  };

  const start = (asked: LoadRequest, signal?: AbortSignal): Promise<EngineState> => {
    stopLoading.abort();
    stopLoading = new AbortController();
    const both = signal === undefined ? [] : [signal];
    const mine = attempt(asked, AbortSignal.any([stopLoading.signal, ...both]));
    loading = mine;
    const done = () => {
      if (loading === mine) loading = null;
    };
    mine.then(done, () => {
      if (loading === mine) set({ phase: 'idle' });
      done();
    });
    return mine;
  };

  /** The state that the newest load reaches: one that another took the place of settles nothing. */
  const settled = async (): Promise<EngineState> => {
    while (loading !== null) {
      const mine = loading;
      try {
        const reached = await mine;
        if (loading === mine || loading === null) return reached;
      } catch (error) {
        if (loading === mine || loading === null) throw error;
      }
    }
    return state;
  };

  return {
    state: () => state,
    onState: (listener) => {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    load: (source, { forcedEngine, rememberedEngine, signal } = {}) => {
      crashes = 0;
      request = {
        source:
          typeof source === 'string' ? new URL(source, globalThis.location?.href).href : source,
        without: [],
        ...(forcedEngine === undefined ? {} : { forced: forcedEngine }),
        ...(rememberedEngine === undefined ? {} : { remembered: rememberedEngine }),
      };
      return start(request, signal);
    },
    ready: async () => {
      const now = await settled();
      if (now.phase === 'ready') return now;
      throw now.phase === 'failed'
        ? new AppError(now.reason.code, now.reason.text)
        : new AppError('no-model', 'No model is loaded.');
    },
    crashed: () => {
      if (request === null || loading !== null) return; // A load under way sees to it itself.
      crashes += 1;
      if (crashes > MOST_CRASHES) {
        const text = 'The engine stopped again and again and was given up.';
        set({ phase: 'failed', reason: { code: 'worker-crashed', text } });
        return;
      }
      set({ phase: 'idle' });
      start(request).catch(() => undefined); // Only an abort rejects; the state tells the rest.
    },
  };
}
