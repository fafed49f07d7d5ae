import { createWasmEngine } from '#engine';
import type { Engine, LoadedPackage } from './engine.ts';

/** How {@link createOwnWasmEngine} computes. */
export interface OwnWasmOptions {
  /** Default: all cores but one. */
  readonly threads?: number;
}

/** Node before version 21 has no navigator: one core, that is, on the calling thread. */
const coresHere = (): number => globalThis.navigator?.hardwareConcurrency ?? 1;

/**
 * The package on our own WASM kernels (src/engine/wasm): Winograd convolutions on the processor. Throws AppError
 * 'graph-unsupported' for a graph with operations that it does not do: take tfjs then.
 */
export async function createOwnWasmEngine(
  pack: LoadedPackage,
  options: OwnWasmOptions = {},
  signal?: AbortSignal,
): Promise<Engine> {
  const { topology, weights, manifest } = pack;
  const { size, channels } = manifest.preprocess;
  const engine = await createWasmEngine(
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
      offThread: coresHere() > 1,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return {
    kind: 'native',
    description: engine.description,
    threads: engine.threads,
    preferredBatch: engine.preferredBatch,
    run: engine.run,
    classMaps: engine.classMaps,
    liveTensors: () => engine.bytes,
    dispose: engine.dispose,
  };
}
