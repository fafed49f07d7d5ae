import type { EngineKind } from '#base';
import type { Engine } from '#engine';
import type { LoadedPackage } from './package/loaded-package.ts';
import type { EngineCandidate } from './select-engine.ts';

/** A clock that the fake engines move. */
export interface FakeClock {
  now: number;
}

/** How a fake engine behaves. */
export interface FakeBehavior {
  readonly kind: EngineKind;
  readonly msPerSlice?: number;
  readonly software?: boolean;
  /** Added to every probability. */
  readonly error?: number;
  /** Why it does not start. */
  readonly missing?: string;
  /** Throws at this run (0-based, counted over the engine's life). */
  readonly failsAtRun?: number;
}

/** Candidates that answer with the golden probabilities of an identical input, and a log of what happened to them. */
export function fakeCandidates(
  pack: LoadedPackage,
  clock: FakeClock,
  behaviors: readonly FakeBehavior[],
): { readonly candidates: readonly EngineCandidate[]; readonly log: string[] } {
  const log: string[] = [];
  const answer = (input: Float32Array, error: number) => {
    const index = pack.golden.inputs.findIndex((golden) => golden.every((x, i) => x === input[i]));
    return Float32Array.from(pack.golden.probabilities[index] ?? [], (p) => p + error);
  };
  const made = (behavior: FakeBehavior): Engine => {
    const { kind, msPerSlice = 10, error = 0, failsAtRun = Number.POSITIVE_INFINITY } = behavior;
    let runs = 0;
    return {
      kind,
      description: kind,
      threads: 1,
      preferredBatch: 1,
      run: async (inputs) => {
        if (runs++ >= failsAtRun) throw new Error(`${kind} lost its device`);
        clock.now += msPerSlice * inputs.length;
        log.push(...inputs.map(() => `${kind} ran`));
        return inputs.map((input) => answer(input, error));
      },
      classMaps: async () => null,
      held: () => 0,
      dispose: () => log.push(`${kind} disposed`),
    };
  };
  const candidates = behaviors.map((behavior) => ({
    kind: behavior.kind,
    probe: async () => ({ description: behavior.kind, software: behavior.software ?? false }),
    create: async () => {
      log.push(`${behavior.kind} created`);
      if (behavior.missing !== undefined) throw new Error(behavior.missing);
      return made(behavior);
    },
  }));
  return { candidates, log };
}
