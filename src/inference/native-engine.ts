import { createNativeRunner } from '#engine';
import type { Engine, LoadedPackage } from './engine.ts';

/** How {@link createNativeEngine} computes. */
export interface NativeEngineOptions {
  /** Default: all cores but one. */
  readonly threads?: number;
}

/** Node before version 21 has no navigator: one core, that is, on the calling thread. */
const coresHere = (): number => globalThis.navigator?.hardwareConcurrency ?? 1;

/**
 * The package on our own WASM runner (src/engine): Winograd convolutions on the processor. Throws AppError
 * 'native-unsupported' for a graph with operations that it does not do: take tfjs then.
 */
export async function createNativeEngine(
  pack: LoadedPackage,
  options: NativeEngineOptions = {},
  signal?: AbortSignal,
): Promise<Engine> {
  const { topology, weights, manifest } = pack;
  const { size, channels } = manifest.preprocess;
  const runner = await createNativeRunner(
    {
      topology,
      weights,
      input: manifest.input,
      outputs: manifest.outputs,
      inputShape: [size, size, channels.length],
    },
    {
      // One core is left to decoding, which runs ahead of the model, and to the reader who scrolls meanwhile.
      threads: options.threads ?? Math.max(1, coresHere() - 1),
      apart: coresHere() > 1,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return {
    kind: 'native',
    description: runner.description,
    threads: runner.threads,
    preferredBatch: runner.preferredBatch,
    run: runner.run,
    classMaps: runner.classMaps,
    liveTensors: () => runner.bytes,
    dispose: runner.dispose,
  };
}
