import { createWasmEngine, type Engine } from '#engine';
import { graphModelOf, type LoadedPackage } from './package/loaded-package.ts';

/** How {@link createOwnWasmEngine} computes. */
export interface OwnWasmOptions {
  /** Default: all cores but one. */
  readonly threads?: number;
}

/** Node before version 21 has no navigator: one core, that is, on the calling thread. */
const coresHere = (): number => globalThis.navigator?.hardwareConcurrency ?? 1;

/**
 * The package on our own WASM kernels (src/engine/wasm): Winograd convolutions on the processor. Throws AppError
 * 'graph-unsupported' for a graph with operations that they do not do: take tfjs then.
 */
export async function createOwnWasmEngine(
  pack: LoadedPackage,
  options: OwnWasmOptions = {},
  signal?: AbortSignal,
): Promise<Engine> {
  return createWasmEngine(graphModelOf(pack), {
    // One core is left to decoding, which runs ahead of the model, and to the reader who scrolls meanwhile.
    threads: options.threads ?? Math.max(1, coresHere() - 1),
    offThread: coresHere() > 1,
    ...(signal === undefined ? {} : { signal }),
  });
}
