import { AppError, type EngineKind, isAbort, messageOf, type Reason, throwIfAborted } from '#base';
import type { ClassMaps, Engine } from '#engine';
import type { LoadedPackage } from './package/loaded-package.ts';
import { proveEngine } from './prove-engine.ts';
import type { EngineCandidate } from './select-engine.ts';

/** An engine took over from another, and why. */
export interface EngineChange {
  readonly from: EngineKind;
  readonly to: Engine;
  readonly reason: Reason;
}

/** Faults of the input or of the package: another engine would say the same. */
const NOT_THE_ENGINES_FAULT = new Set(['model-input', 'model-output', 'model-graph']);

/**
 * An engine that survives the loss of its device. Slices are handed on one batch at a time, and only the batch that
 * failed is run again: first on a fresh engine of the same kind (once), then on the candidates that follow it. Whatever
 * takes over is proven by the golden vectors first. Gives up with AppError 'no-engine' when none is left.
 */
export function resilientEngine(
  first: Engine,
  pack: LoadedPackage,
  candidates: readonly EngineCandidate[],
  onChange?: (change: EngineChange) => void,
): Engine {
  let current = first;
  let replacing: Promise<void> | null = null;
  let disposed = false;
  const spent = new Set<EngineKind>();
  const restarted = new Set<EngineKind>();

  const replace = async (broken: Engine, cause: unknown): Promise<void> => {
    broken.dispose();
    const same = candidates.filter(({ kind }) => kind === broken.kind && !restarted.has(kind));
    restarted.add(broken.kind);
    if (same.length === 0) spent.add(broken.kind);
    const others = candidates.filter(({ kind }) => kind !== broken.kind && !spent.has(kind));
    for (const candidate of [...same, ...others]) {
      let next: Engine | undefined;
      try {
        next = await candidate.create();
        await proveEngine(next, pack);
      } catch {
        next?.dispose(); // It is out; the next candidate is the answer to why.
        spent.add(candidate.kind);
        continue;
      }
      if (disposed) return next.dispose();
      current = next;
      onChange?.({
        from: broken.kind,
        to: next,
        reason: { code: 'engine-replaced', text: messageOf(cause) },
      });
      return;
    }
    throw new AppError('no-engine', `No engine is left: ${messageOf(cause)}`, { cause });
  };

  const surviving = async <T>(
    work: (engine: Engine) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    for (;;) {
      throwIfAborted(signal);
      if (replacing !== null) await replacing;
      const engine = current;
      try {
        return await work(engine);
      } catch (error) {
        if (isAbort(error) || disposed) throw error;
        if (error instanceof AppError && NOT_THE_ENGINES_FAULT.has(error.code)) throw error;
        if (engine === current) {
          replacing ??= replace(engine, error).finally(() => {
            replacing = null;
          });
          await replacing;
        }
      }
    }
  };

  const run = async (inputs: readonly Float32Array[], signal?: AbortSignal) => {
    const rows: Float32Array[] = [];
    while (rows.length < inputs.length) {
      const batch = inputs.slice(rows.length, rows.length + current.preferredBatch);
      rows.push(...(await surviving((engine) => engine.run(batch, signal), signal)));
    }
    return rows;
  };

  return {
    get kind() {
      return current.kind;
    },
    get description() {
      return current.description;
    },
    get threads() {
      return current.threads;
    },
    get preferredBatch() {
      return current.preferredBatch;
    },
    run,
    classMaps: (input, signal): Promise<ClassMaps | null> =>
      surviving((engine) => engine.classMaps(input, signal), signal),
    held: () => current.held(),
    dispose: () => {
      disposed = true;
      current.dispose();
    },
  };
}
