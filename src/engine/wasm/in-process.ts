import type { Plan } from '../graph/plan.ts';
import type { Executor } from './executor.ts';
import { layOut } from './layout.ts';
import { createSlice } from './slice-run.ts';
import { uploadWeights } from './upload.ts';
import { bestFlavor, compileKernels, createMemory, instantiateKernels } from './wasm-kernels.ts';

/** Computes on the calling thread, which is blocked meanwhile. */
export async function createInProcess(plan: Plan): Promise<Executor> {
  const flavor = bestFlavor();
  const layout = layOut(plan, 1, 1);
  const module = await compileKernels(flavor, false);
  const kernels = await instantiateKernels(module, createMemory(layout.pages, false));
  uploadWeights(plan.layers, layout, kernels);
  const slice = createSlice(plan, layout, kernels, {
    slot: 0,
    mailbox: 0,
    thread: 0,
    index: 0,
    count: 1,
  });
  return {
    flavor,
    threads: 1,
    lanes: 1,
    shared: false,
    bytes: kernels.memory.buffer.byteLength,
    run: async (input) => slice(input),
    dispose: () => {},
  };
}
