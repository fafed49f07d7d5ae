import { describe, expect, it } from 'vitest';
import { compilePlan } from './compile.ts';
import { aNetwork, type NetworkSpec } from './graph.fixture.ts';
import type { GraphModel } from './plan.ts';

const spec = (kind: 'swish' | 'hard-swish'): NetworkSpec => ({
  size: 16,
  layers: [8, { kind, channels: 8, stride: 1 }],
  head: 'log-sum-exp',
});

const layersOf = (model: GraphModel) =>
  compilePlan(model).layers.map((layer) => [
    layer.kind,
    'activation' in layer ? layer.activation : '',
  ]);

const changed = (model: GraphModel, from: string, to: string): GraphModel => ({
  ...model,
  topology: JSON.parse(JSON.stringify(model.topology).replaceAll(from, to)),
});

describe('activations made of several operations', () => {
  it.each([
    ['swish', 'Swish', 'Sigmoid'],
    ['hard-swish', 'HardSwish', 'HardSigmoid'],
  ] as const)('become one with their layer: %s', (kind, itself, gate) => {
    expect(layersOf(aNetwork(spec(kind)))).toEqual([
      ['direct', 'Relu'],
      ['direct', itself],
      ['depthwise', itself],
      ['average', ''],
      ['dense', 'Relu'],
      ['dense', gate],
      ['scale', ''],
      ['direct', 'none'],
      ['add', 'none'],
      ['direct', 'none'],
    ]);
  });

  it('stay as they are where another number stands in them', () => {
    const model = aNetwork(spec('hard-swish'));
    const weights = model.weights.slice(0);
    const numbers = new Float32Array(weights);
    numbers[numbers.indexOf(6)] = 5;
    expect(() => compilePlan({ ...model, weights })).toThrow(
      expect.objectContaining({ code: 'graph-unsupported' }),
    );
  });

  it('stay as they are where somebody asked for a value within', () => {
    const model = aNetwork(spec('swish'));
    const outputs = { ...model.outputs, classMaps: 'block2/up' };
    expect(() => compilePlan({ ...model, outputs })).toThrow(
      expect.objectContaining({ code: 'graph-unsupported' }),
    );
  });

  it('stay as they are where the product is of something else', () => {
    const model = changed(aNetwork(spec('swish')), '"Mul"', '"Maximum"');
    expect(() => compilePlan(model)).toThrow(
      expect.objectContaining({ code: 'graph-unsupported' }),
    );
  });
});
