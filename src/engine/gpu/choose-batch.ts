import { AppError, throwIfAborted } from '#base';
import type { Session } from './session.ts';

/** Slices at a time that are tried after one. */
const LARGER = [2, 4, 8, 16] as const;

/** A device that takes longer than this for a slice is busy with one, in milliseconds. */
const SLOW_MS = 100;

/** How {@link chooseBatch} goes about it. */
export interface BatchProbe {
  /** Starts a session for this many slices; rejects with AppError 'engine-memory' where they do not fit. */
  readonly start: (batch: number) => Promise<Session>;
  /** Batches above this one are not tried. */
  readonly most: number;
  readonly input: Float32Array;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  readonly signal?: AbortSignal | undefined;
  /** No larger batch is tried after this time, counted from when one slice was timed. Default 1500 ms. */
  readonly budgetMs?: number;
}

/** The better of two runs' time a slice, after one that is not counted. */
async function timeSession(
  session: Session,
  { input, clock, signal }: BatchProbe,
): Promise<number> {
  const inputs = Array.from({ length: session.batch }, () => input);
  await session.rows(inputs);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run++) {
    throwIfAborted(signal);
    const before = clock();
    await session.rows(inputs);
    best = Math.min(best, (clock() - before) / session.batch);
  }
  return best;
}

/** The next larger batch, or null where the device has no memory for it and works with the smaller one. */
async function startLarger(probe: BatchProbe, batch: number): Promise<Session | null> {
  try {
    return await probe.start(batch);
  } catch (error) {
    if (batch > 1 && error instanceof AppError && error.code === 'engine-memory') return null;
    throw error;
  }
}

interface Trial {
  readonly session: Session;
  readonly ms: number;
}

async function tryBatch(probe: BatchProbe, batch: number): Promise<Trial | null> {
  const session = await startLarger(probe, batch);
  if (session === null) return null;
  try {
    return { session, ms: await timeSession(session, probe) };
  } catch (error) {
    session.dispose();
    throw error;
  }
}

/** Starts sessions of rising size and keeps the one with the least time a slice; the others are disposed of. */
export async function chooseBatch(probe: BatchProbe): Promise<Session> {
  let best = await tryBatch(probe, 1);
  if (best === null) throw new AppError('engine-memory', 'Not one slice fits into the GPU.');
  if (best.ms > SLOW_MS) return best.session;
  const begun = probe.clock();
  for (const batch of LARGER) {
    if (batch > probe.most || probe.clock() - begun > (probe.budgetMs ?? 1500)) break;
    const kept: Trial = best;
    const next = await tryBatch(probe, batch).catch((error: unknown) => {
      kept.session.dispose();
      throw error;
    });
    if (next === null) break;
    best = next.ms < kept.ms ? next : kept;
    (best === next ? kept : next).session.dispose();
  }
  return best.session;
}
