import type { Engine } from '#engine';
import { interpretOutputs, type OutputMeaning, type SlicePrediction } from './interpret-outputs.ts';

/** Lets messages in between slices: an engine that computes in WASM never waits, and a cancel would not be heard. */
const letMessagesIn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** What the model says of each input, in their order: the pipeline's Predict port. */
export function predictWith(
  engine: Engine,
  meaning: OutputMeaning,
): (inputs: readonly Float32Array[], signal?: AbortSignal) => Promise<readonly SlicePrediction[]> {
  return async (inputs, signal) => {
    const rows = await engine.run(inputs, signal);
    await letMessagesIn();
    return rows.map((row) => interpretOutputs(row, meaning));
  };
}
