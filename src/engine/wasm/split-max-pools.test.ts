import { describe, expect, it } from 'vitest';
import { compilePlan } from '../graph/compile.ts';
import { aNetwork } from '../graph/graph.fixture.ts';
import { tileSide } from './layout.ts';
import { splitMaxPools } from './split-max-pools.ts';

const planOf = (size: number) =>
  compilePlan(aNetwork({ size, layers: [64, 64, 'pool'], head: 'average' }));

describe('pooling', () => {
  it('is taken out of a convolution that does better with tiles of five', () => {
    const plan = splitMaxPools(planOf(20));
    expect(plan.layers.map(({ kind }) => kind)).toEqual(['direct', 'winograd', 'max-pool']);
    const [, conv, pool] = plan.layers;
    if (conv?.kind !== 'winograd') throw new Error('no convolution');
    expect(tileSide(conv)).toBe(5);
    expect(conv.output).toMatchObject({ height: 20, width: 20 });
    expect(pool?.input).toBe(conv.output);
    expect(pool?.output).toEqual(planOf(20).layers[1]?.output);
    expect(new Set(plan.layers.map(({ output }) => output.id)).size).toBe(3);
  });

  it('stays with one whose image fits tiles of four', () => {
    const plan = planOf(16);
    expect(splitMaxPools(plan).layers).toEqual(plan.layers);
  });
});
