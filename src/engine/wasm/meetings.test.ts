import { describe, expect, it } from 'vitest';
import { compilePlan } from '../graph/compile.ts';
import { aNetwork, anImage } from '../graph/graph.fixture.ts';
import { BLOCK_NETWORKS, NETWORKS } from '../graph/networks.fixture.ts';
import type { Plan } from '../graph/plan.ts';
import { layOut } from './layout.ts';
import { phasesOf } from './meetings.ts';
import { stepsOf } from './program.ts';
import { readValue } from './read-value.ts';
import { splitMaxPools } from './split-max-pools.ts';
import { uploadWeights } from './upload.ts';
import { compileKernels, createMemory, instantiateKernels } from './wasm-kernels.ts';

/** The exported values, each share doing all of a phase before the next one in `order` begins: as far ahead as it can get. */
async function values(plan: Plan, order: readonly number[]): Promise<readonly Float32Array[]> {
  const count = order.length;
  const layout = layOut(plan, 1, count);
  const module = await compileKernels('simd', false);
  const kernels = await instantiateKernels(module, createMemory(layout.pages, false));
  uploadWeights(plan.layers, layout, kernels);
  const at = layout.mailboxes[0]?.[0] ?? 0;
  const { height, channels } = plan.input;
  const image = anImage(height, channels);
  new Float32Array(kernels.memory.buffer, at, image.length).set(image);
  const phases = phasesOf(plan.layers);
  const shares = order.map((index) =>
    stepsOf(plan.layers, layout, { slot: 0, mailbox: 0, thread: index, index, count }),
  );
  for (const phase of new Set(phases)) {
    for (const steps of shares) {
      const calls = steps.filter((_, index) => phases[index] === phase).flat();
      for (const call of calls) kernels.call(call);
    }
  }
  return [...plan.exports.values()].map((placed) => {
    const from = layout.slots[0]?.get(placed.image.id) ?? 0;
    return readValue(kernels.memory, from, placed).data;
  });
}

describe('shares that run as far ahead as their meetings let them give the same for', () => {
  for (const [name, spec] of Object.entries({ ...NETWORKS, ...BLOCK_NETWORKS })) {
    it(name, async () => {
      const plan = splitMaxPools(compilePlan(aNetwork(spec)));
      const alone = await values(plan, [0]);
      expect(await values(plan, [0, 1])).toEqual(alone);
      expect(await values(plan, [1, 0])).toEqual(alone);
      expect(await values(plan, [2, 0, 1])).toEqual(alone);
    });
  }
});

describe('meetings', () => {
  it('are fewer than half of the layers of inverted residuals', () => {
    const { 'inverted residuals': spec } = BLOCK_NETWORKS;
    if (spec === undefined) throw new Error('the fixture is gone');
    const { layers } = compilePlan(aNetwork(spec));
    const phases = phasesOf(layers);
    expect(phases.at(-1)).toBeLessThan(layers.length / 2);
  });
});
