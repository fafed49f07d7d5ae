import type { Plan } from '../graph/plan.ts';
import type { Values } from './executor.ts';
import type { Share } from './kernel-calls.ts';
import { addressOf, type Layout } from './layout.ts';
import { phasesOf } from './meetings.ts';
import { stepsOf } from './program.ts';
import { readValue } from './read-value.ts';
import type { KernelInstance } from './wasm-kernels.ts';

/** The plan without its weights: what a thread needs to compute. */
export type ThreadPlan = Pick<Plan, 'input' | 'layers' | 'exports'>;

/**
 * Prepares a thread's share of a slice: the first share writes the input (unless it lies in its mailbox already: null), all do
 * their calls and wait for each other where they must, the first share reads the exported values (the others return none).
 */
export function createSlice(
  plan: ThreadPlan,
  layout: Layout,
  kernels: KernelInstance,
  share: Share,
  barrier: () => void = () => {},
): (input: Float32Array | null) => Values {
  const steps = stepsOf(plan.layers, layout, share);
  const phases = phasesOf(plan.layers);
  const inputAt = addressOf(layout, share, plan.input.id);
  const exported = [...plan.exports];
  return (input) => {
    if (share.index === 0 && input !== null) {
      new Float32Array(kernels.memory.buffer, inputAt, input.length).set(input);
    }
    barrier();
    for (const [index, calls] of steps.entries()) {
      if (index > 0 && phases[index] !== phases[index - 1]) barrier();
      for (const call of calls) kernels.call(call);
    }
    barrier();
    if (share.index !== 0) return new Map();
    return new Map(
      exported.map(([name, placed]) => [
        name,
        readValue(kernels.memory, addressOf(layout, share, placed.image.id), placed),
      ]),
    );
  };
}
