import { describe, expect, it } from 'vitest';
import { type AppError, LABELS, seededRandom } from '#base';
import { createWasmEngine, type GraphModel } from '#engine';
import { compilePlan } from '../../../src/engine/graph/compile.ts';
import { aNetwork, anImage, vgg16Layers } from '../../../src/engine/graph/graph.fixture.ts';
import { channelsOutOfRange } from '../../../src/engine/wasm/int8-range.ts';
import { agreementOf, rankCorrelation } from './agreement.ts';
import { calibrateLevels } from './calibrate-levels.ts';
import { quantizeGraph } from './quantize-graph.ts';
import { toLevels } from './to-levels.ts';

const SIZE = 64;

const int8Of = async (model: GraphModel, inputs: readonly Float32Array[]) =>
  (await quantizeGraph(model, inputs)).model;

const probabilities = async (model: GraphModel, input: Float32Array) => {
  const engine = await createWasmEngine(model);
  try {
    return [...((await engine.run([input]))[0] ?? [])];
  } finally {
    engine.dispose();
  }
};

async function classMaps(model: GraphModel, input: Float32Array): Promise<Float32Array> {
  const engine = await createWasmEngine(model);
  try {
    return (await engine.classMaps(input))?.logits ?? new Float32Array();
  } finally {
    engine.dispose();
  }
}

describe('what rounding to levels costs', () => {
  it('is at most half a step, each filter by its own channel, and no level is beyond 127', () => {
    const random = seededRandom(7);
    const data = Float32Array.from(
      { length: 9 * 16 * 8 },
      (_, at) => (random() - 0.5) * 10 ** (at % 8),
    );
    const { codes, steps, inputStep } = toLevels({ shape: [3, 3, 16, 8], data }, 12.7);
    expect(inputStep).toBeCloseTo(0.1, 9);
    data.forEach((value, at) => {
      const step = steps[at % 8] ?? 0;
      expect(Math.abs((codes[at] ?? 0) * step - value)).toBeLessThanOrEqual(0.5001 * step);
    });
    for (let channel = 0; channel < 8; channel++) {
      const own = codes.filter((_, at) => at % 8 === channel).map(Math.abs);
      expect(Math.max(...own)).toBe(127);
    }
  });

  it('leaves a channel of zeros a step that is none', () => {
    const { steps, codes } = toLevels({ shape: [3, 3, 8, 8], data: new Float32Array(576) }, 0);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(codes.every((code) => code === 0)).toBe(true);
  });

  it('is more where sums could leave 32 bits: such a channel gets larger steps', () => {
    const depth = 256;
    const data = new Float32Array(9 * depth * 8).map((_, at) => (at % 8 === 0 ? 1 : (at % 7) - 3));
    const { codes, steps } = toLevels({ shape: [3, 3, depth, 8], data }, 1);
    expect(steps[0]).toBeGreaterThan(1 / 127);
    expect(steps[1]).toBeCloseTo(3 / 127, 9);
    expect(channelsOutOfRange({ codes, depth, channels: 8 })).toEqual([]);
  });

  it.each([
    { size: 12, layers: [8, 16] },
    { size: 17, layers: [16, 24, 'pool'] },
    { size: 20, layers: [64, 40] },
  ] as const)('after a layer is within what its steps allow: $layers', async (spec) => {
    const model = aNetwork({ ...spec, layers: [...spec.layers], head: 'log-sum-exp' });
    const image = anImage(spec.size, 3, 1);
    const [fit, ...more] = await calibrateLevels(model, [image]);
    if (fit === undefined || more.length > 0) throw new Error('Not one layer.');
    const int8 = await int8Of(model, [image]);
    const [whole, levels] = [await classMaps(model, image), await classMaps(int8, image)];
    const head = compilePlan(model).layers.at(-1);
    if (head?.kind !== 'direct') throw new Error('The head is another.');
    // Each sum is off by at most the filters' rounding times the image and the image's rounding times the filters.
    const { codes, steps, inputStep } = toLevels(fit.layer.filters, fit.largest);
    const channels = steps.length;
    const off = new Float64Array(channels);
    fit.layer.filters.data.forEach((value, at) => {
      const channel = at % channels;
      const stored = (codes[at] ?? 0) * (steps[channel] ?? 0);
      const each = Math.abs(stored - value) * fit.largest + (Math.abs(stored) * inputStep) / 2;
      off[channel] = (off[channel] ?? 0) + each;
    });
    const bound = Array.from({ length: 6 }, (_, k) =>
      off.reduce((sum, each, c) => sum + each * Math.abs(head.filters.data[c * 6 + k] ?? 0), 0),
    );
    const worst = bound.map(() => 0);
    whole.forEach((value, at) => {
      const error = Math.abs(value - (levels[at] ?? Number.NaN));
      worst[at % 6] = Math.max(worst[at % 6] ?? 0, error);
    });
    worst.forEach((error, k) => {
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(bound[k] ?? 0);
    });
  });

  it('in a whole VGG-16 is little of a probability', async () => {
    const model = aNetwork({ size: SIZE, layers: vgg16Layers(0.25), head: 'log-sum-exp' });
    const images = Array.from({ length: 4 }, (_, seed) => anImage(SIZE, 3, seed + 1));
    const int8 = await int8Of(model, images);
    expect(int8.weights.byteLength).toBeLessThan(0.3 * model.weights.byteLength);
    for (const seed of [11, 12]) {
      const image = anImage(SIZE, 3, seed);
      const [whole, levels] = [await probabilities(model, image), await probabilities(int8, image)];
      const off = Math.max(...whole.map((p, k) => Math.abs(p - (levels[k] ?? Number.NaN))));
      expect(off).toBeGreaterThan(0);
      expect(off).toBeLessThan(0.03);
    }
  });
});

describe('calibration', () => {
  const model = aNetwork({ size: 16, layers: [8, 8], head: 'log-sum-exp' });
  const refused = (inputs: readonly Float32Array[], of: GraphModel = model) =>
    calibrateLevels(of, inputs).then(
      () => null,
      (error: AppError) => [error.code, error.message],
    );

  it('needs slices, of the right length, that are finite, and a layer to be for', async () => {
    expect(await refused([])).toEqual(['calibration', expect.stringContaining('nothing')]);
    const [code, message] = (await refused([new Float32Array(5)])) ?? [];
    expect([code, message]).toEqual(['calibration', 'An input has 5 numbers, not 768.']);
    const broken = new Float32Array(768).fill(Number.NaN);
    expect(await refused([broken])).toEqual(['calibration', expect.stringContaining('not finite')]);
    const narrow = aNetwork({ size: 16, layers: [4, 4], head: 'log-sum-exp' });
    expect(await refused([anImage(16)], narrow)).toEqual([
      'calibration',
      expect.stringContaining('no layer'),
    ]);
  });
});

describe('agreement', () => {
  it('is in probabilities, and in ranks, of which equal ones share theirs', () => {
    const row = (any: number) => LABELS.map((label) => (label === 'any' ? any : 0));
    const agreement = agreementOf([row(0.1), row(0.5), row(0.9)], [row(0.1), row(0.6), row(0.7)]);
    expect(agreement.slices).toBe(3);
    expect(agreement.maxDp).toBeCloseTo(0.2, 12);
    expect(agreement.meanDp).toBeCloseTo(0.3 / 18, 12);
    expect(agreement.rankCorrelation).toBeCloseTo(1, 12);
    // By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(Math.sqrt(0.9), 12);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  });
});
