import { throwIfAborted } from '#base';
import type { Study } from '#dicom';
import type { PreprocessSpec } from '#imaging';
import type { PreparedSlice } from '#pipeline';
import type { StudySources } from '../wire/analysis-service.ts';

/** A slice of a study, how the model wants it, and where its bytes are. */
export interface WantedSlice {
  readonly study: Study;
  readonly sliceKey: string;
  readonly spec: PreprocessSpec;
  readonly sources: StudySources;
}

interface Shared {
  readonly key: string;
  readonly spec: PreprocessSpec;
  readonly stop: AbortController;
  readonly slice: Promise<PreparedSlice>;
  users: number;
}

/** Equal for one slice of the same files. */
const keyOf = ({ study, sliceKey }: WantedSlice): string =>
  JSON.stringify([
    study.key,
    sliceKey,
    study.series.map(({ slices }) => slices.map(({ sourceId }) => sourceId)),
  ]);

/** Settles as `promise` does, or rejects with the abort's reason as soon as that comes. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const gone = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: gone.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    gone.abort();
  }
}

/**
 * Prepares a slice once for all who ask for it while one of them is at work with it: its maps and what small changes do to it are asked for
 * in the same moment. Nothing is held when the last is done. `prepare` is stopped when all who wait were stopped.
 */
export function sharedPreparation(
  prepare: (wanted: WantedSlice, signal: AbortSignal) => Promise<PreparedSlice>,
) {
  let current: Shared | null = null;

  const begun = (wanted: WantedSlice): Shared => {
    const key = keyOf(wanted);
    if (current?.key === key && current.spec === wanted.spec) return current;
    const stop = new AbortController();
    const slice = prepare(wanted, stop.signal);
    slice.catch(() => undefined); // Who was stopped doesn't hear of it.
    current = { key, spec: wanted.spec, stop, slice, users: 0 };
    return current;
  };

  /** What `use` makes of the slice, which it must leave as it is. */
  return async <Value>(
    wanted: WantedSlice,
    signal: AbortSignal,
    use: (slice: PreparedSlice) => Promise<Value>,
  ): Promise<Value> => {
    throwIfAborted(signal);
    const shared = begun(wanted);
    shared.users += 1;
    try {
      return await use(await unlessAborted(shared.slice, signal));
    } finally {
      shared.users -= 1;
      if (shared.users === 0) {
        shared.stop.abort();
        if (current === shared) current = null;
      }
    }
  };
}
