import {
  AppError,
  ENGINE_KINDS,
  ENGINE_LABELS,
  type EngineKind,
  isAbort,
  type Reason,
  reasonFrom,
  throwIfAborted,
} from '#base';
import type { Engine } from '#engine';
import type { GpuProbe } from './gpu-probe.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import { proveEngine } from './prove-engine.ts';

/** An engine that may be tried. `create` rejects where the machine does not have it. */
export interface EngineCandidate {
  readonly kind: EngineKind;
  readonly create: (signal?: AbortSignal) => Promise<Engine>;
  /** A quick look before `create`: null where the machine does not have it. */
  readonly probe?: () => Promise<GpuProbe | null>;
}

/** What came of trying an engine. */
export interface EngineDiagnostic {
  readonly kind: EngineKind;
  readonly description: string;
  /** It gave the golden probabilities. */
  readonly ok: boolean;
  /** Why it was not taken. */
  readonly reason?: Reason;
  /** Largest |dp| on the golden vectors. */
  readonly maxDifference?: number;
  readonly msPerSlice?: number;
}

/** How {@link selectEngine} goes about it. */
export interface SelectOptions {
  /** Try this one only. */
  readonly forced?: EngineKind;
  /** Chosen earlier on this machine: taken without measuring the others, if it is still right. */
  readonly remembered?: EngineKind;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  /** Hears of each engine before it is tried. */
  readonly onTry?: (kind: EngineKind) => void;
  readonly signal?: AbortSignal;
  /** Most time for timing one engine, after it was proven. Default 1000 ms. */
  readonly probeMs?: number;
  /** Most time for starting and proving one, where a proven one exists already. Default 5000 ms. */
  readonly startMs?: number;
}

/** The engine to use, the way to make it again, and what came of the others. */
export interface SelectedEngine {
  readonly engine: Engine;
  readonly msPerSlice: number;
  readonly diagnostics: readonly EngineDiagnostic[];
}

interface Trial {
  readonly engine: Engine;
  readonly msPerSlice: number;
  readonly maxDifference: number;
}

function withLimit<T>(work: Promise<T>, limitMs: number, onLate: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new AppError('engine-slow', `It was not ready within ${limitMs / 1000} s.`));
    }, limitMs);
    work
      .then(
        (value) => (late ? onLate(value) : resolve(value)),
        (error: unknown) => reject(error),
      )
      .finally(() => clearTimeout(timer));
  });
}

/** Median of up to nine calls' time a slice within the budget; at least one call is made. */
async function timeEngine(
  engine: Engine,
  pack: LoadedPackage,
  options: SelectOptions,
): Promise<number> {
  const { inputs } = pack.golden;
  const batch = Array.from(
    { length: engine.preferredBatch },
    (_, index) => inputs[index % inputs.length],
  ).filter((input) => input !== undefined);
  const times: number[] = [];
  const start = options.clock();
  do {
    throwIfAborted(options.signal);
    const before = options.clock();
    await engine.run(batch, options.signal);
    times.push((options.clock() - before) / batch.length);
  } while (times.length < 9 && options.clock() - start < (options.probeMs ?? 1000));
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** Spares the start of what cannot win: throws AppError 'engine-unavailable' or 'software-adapter'. */
async function lookAt({ probe }: EngineCandidate, best: Trial): Promise<void> {
  if (probe === undefined) return;
  const found = await probe();
  if (found === null) throw new AppError('engine-unavailable', 'This browser does not offer it.');
  if (found.software) {
    throw new AppError(
      'software-adapter',
      `${found.description} is emulated on the processor; ${best.engine.description} is faster.`,
    );
  }
}

async function tryEngine(
  candidate: EngineCandidate,
  pack: LoadedPackage,
  options: SelectOptions,
  best: Trial | null,
): Promise<Trial> {
  if (best !== null && options.forced === undefined) await lookAt(candidate, best);
  const engine = await candidate.create(options.signal);
  try {
    const maxDifference = await proveEngine(engine, pack, options.signal);
    const msPerSlice = await timeEngine(engine, pack, options);
    return { engine, maxDifference, msPerSlice };
  } catch (error) {
    engine.dispose();
    throw error;
  }
}

/** Which to try, in which order; tfjs on the processor only where there is nothing better. */
function order(candidates: readonly EngineCandidate[], options: SelectOptions) {
  const ranked = [...candidates].sort(
    (a, b) => ENGINE_KINDS.indexOf(a.kind) - ENGINE_KINDS.indexOf(b.kind),
  );
  if (options.forced !== undefined) return ranked.filter(({ kind }) => kind === options.forced);
  const remembered = ranked.filter(({ kind }) => kind === options.remembered);
  return [...remembered, ...ranked.filter(({ kind }) => kind !== options.remembered)];
}

/** The processor's slower ways are not worth their start-up time once a quicker one of the same sort is proven. */
function isPointless(kind: EngineKind, best: Trial | null): boolean {
  if (best === null) return false;
  return kind === 'tfjs-cpu' || (kind === 'tfjs-wasm' && best.engine.kind === 'own-wasm');
}

/**
 * Starts, proves and times the candidates, and returns the one with the least time a slice. Those that lose are
 * disposed of. Throws AppError 'no-engine' where none is right, with the diagnostics in its data; where every engine
 * that started gave wrong numbers, the package is at fault and the code is 'model-golden'.
 */
export async function selectEngine(
  pack: LoadedPackage,
  candidates: readonly EngineCandidate[],
  options: SelectOptions,
): Promise<SelectedEngine> {
  const diagnostics: EngineDiagnostic[] = [];
  let best: Trial | null = null;
  for (const candidate of order(candidates, options)) {
    throwIfAborted(options.signal);
    if (best !== null && best.engine.kind === options.remembered) break;
    if (isPointless(candidate.kind, best)) continue;
    options.onTry?.(candidate.kind);
    try {
      const trying = tryEngine(candidate, pack, options, best);
      const trial: Trial =
        best === null
          ? await trying
          : await withLimit(trying, options.startMs ?? 5000, (late) => late.engine.dispose());
      const { engine, maxDifference, msPerSlice } = trial;
      diagnostics.push({
        kind: engine.kind,
        description: engine.description,
        ok: true,
        maxDifference,
        msPerSlice,
      });
      const loser: Trial | null = best !== null && best.msPerSlice <= msPerSlice ? trial : best;
      best = loser === trial ? best : trial;
      loser?.engine.dispose();
    } catch (error) {
      if (isAbort(error)) {
        best?.engine.dispose();
        throw error;
      }
      diagnostics.push({
        kind: candidate.kind,
        description: ENGINE_LABELS[candidate.kind],
        ok: false,
        reason: reasonFrom(error, 'engine-failed'),
      });
    }
  }
  if (best === null) throw noEngine(diagnostics);
  return {
    engine: best.engine,
    msPerSlice: best.msPerSlice,
    diagnostics: explained(diagnostics, best),
  };
}

function explained(
  diagnostics: readonly EngineDiagnostic[],
  best: Trial,
): readonly EngineDiagnostic[] {
  return diagnostics.map((entry) =>
    !entry.ok || entry.kind === best.engine.kind
      ? entry
      : {
          ...entry,
          reason: {
            code: 'slower',
            text: `${entry.msPerSlice?.toFixed(0)} ms a slice; ${best.engine.description} takes ${best.msPerSlice.toFixed(0)} ms.`,
          },
        },
  );
}

function noEngine(diagnostics: readonly EngineDiagnostic[]): AppError {
  const wrong = diagnostics.filter(({ reason }) => reason?.code === 'model-golden');
  const graph = diagnostics.find(({ reason }) => reason?.code === 'model-graph');
  const texts = diagnostics
    .map(({ kind, reason }) => `${ENGINE_LABELS[kind]}: ${reason?.text ?? ''}`)
    .join(' ');
  if (wrong.length > 0) {
    return new AppError(
      'model-golden',
      `The model does not give its golden probabilities. ${texts}`,
      {
        data: { diagnostics },
      },
    );
  }
  return new AppError(
    graph === undefined ? 'no-engine' : 'model-graph',
    diagnostics.length === 0
      ? 'No engine was asked for that exists here.'
      : `No engine can run the model. ${texts}`,
    { data: { diagnostics } },
  );
}
