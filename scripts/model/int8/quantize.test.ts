import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AppError, isRecord, LABELS, seededRandom } from '#base';
import { createWasmEngine, type GraphModel } from '#engine';
import {
  createOwnWasmEngine,
  graphModelOf,
  loadPackage,
  proveEngine,
  startTfjsEngine,
} from '#inference';
import { folderReader } from '../../../src/cli/model-folder.ts';
import { compileNetwork } from '../../../src/engine/gpu/network.ts';
import { compilePlan } from '../../../src/engine/graph/compile.ts';
import { aNetwork, anImage, vgg16Layers } from '../../../src/engine/graph/graph.fixture.ts';
import { channelsOutOfRange } from '../../../src/engine/wasm/int8-range.ts';
import { filesWithManifest, jsonFile, loadFiles, type PackageFiles } from '../assemble-package.ts';
import { agreementOf, rankCorrelation } from './agreement.ts';
import { calibrateLevels } from './calibrate-levels.ts';
import { quantizeGraph } from './quantize-graph.ts';
import { type Quantized, quantizePackage } from './quantize-package.ts';
import { storeLevels } from './store-levels.ts';
import { toLevels } from './to-levels.ts';

const FOLDER = 'models/tiny';
const SIZE = 64;

let made: Quantized;
beforeAll(async () => {
  const pack = await loadPackage(folderReader(FOLDER));
  const { size } = pack.manifest.preprocess;
  const sample = {
    calibration: [1, 2, 3].map((seed) => anImage(size, 3, seed)),
    held: [4, 5].map((seed) => anImage(size, 3, seed)),
  };
  made = await quantizePackage(pack, (path) => readFile(join(FOLDER, path)), sample, 'tiny-int8');
});

const text = (bytes: Uint8Array | undefined): unknown =>
  JSON.parse(new TextDecoder().decode(bytes));

describe('a quantized package', () => {
  it('says how it was made and how it agrees, and is what its golden vectors say', async () => {
    const pack = await loadFiles(made.files);
    expect(pack.manifest.quantization).toEqual({
      scheme: 'int8',
      weights: 'per-channel',
      activations: 'per-tensor',
      layers: 8,
      calibration: { slices: 3 },
      agreement: made.agreement,
    });
    expect(made.agreement.slices).toBe(2);
    expect(made.agreement.maxDp).toBeGreaterThan(0);
    expect(made.agreement.maxDp).toBeLessThan(0.05);
    const engine = await createOwnWasmEngine(pack, { threads: 1 });
    expect(await proveEngine(engine, pack)).toBeLessThan(1e-6);
    engine.dispose();
  });

  it('is computed alike on two threads, with a memory that they share or each its own', async () => {
    const pack = await loadFiles(made.files);
    const run = async (shared: boolean | null) => {
      const options = shared === null ? {} : { threads: 2, shared };
      const engine = await createWasmEngine(graphModelOf(pack), options);
      try {
        // Alone, so that both threads do it together.
        return [...((await engine.run(pack.golden.inputs.slice(0, 1)))[0] ?? [])];
      } finally {
        engine.dispose();
      }
    };
    const alone = await run(null);
    expect(await run(true)).toEqual(alone);
    expect(await run(false)).toEqual(alone);
  });

  it('is refused by engines that would give the numbers of another network', async () => {
    const pack = await loadFiles(made.files);
    for (const kind of ['tfjs-cpu', 'tfjs-wasm'] as const) {
      await expect(startTfjsEngine(kind, pack)).rejects.toMatchObject({
        code: 'graph-unsupported',
        message: expect.stringContaining('quantized to int8'),
      });
    }
    expect(() => compileNetwork(graphModelOf(pack), 'f32')).toThrow(
      expect.objectContaining({
        code: 'graph-unsupported',
        message: expect.stringMatching(/int8/),
      }),
    );
  });

  it('is not quantized again', async () => {
    const pack = await loadFiles(made.files);
    expect(() => storeLevels(pack.topology, pack.weights, new Map())).toThrow(
      expect.objectContaining({ code: 'quantized' }),
    );
  });
});

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization?: Readonly<Record<string, unknown>>;
}

/** The package with model.json's entries or its weights changed, and the manifest made to fit. */
async function tampered(change: {
  readonly entry?: (entry: Entry) => Entry;
  readonly weights?: (bytes: Uint8Array, placeOf: (name: string) => number) => void;
  readonly manifest?: (manifest: Readonly<Record<string, unknown>>) => object;
}): Promise<PackageFiles> {
  const files = new Map<string, Uint8Array>(
    [...made.files].map(([path, bytes]) => [path, bytes.slice()]),
  );
  const model = text(files.get('model.json')) as {
    weightsManifest: { paths: string[]; weights: Entry[] }[];
  };
  const [group] = model.weightsManifest;
  const shard = files.get('weights-1of1.bin') ?? new Uint8Array();
  const bytesOf = ({ shape, quantization }: Entry) =>
    shape.reduce((product, size) => product * size, 1) *
    ({ int8: 1, float16: 2 }[String(quantization?.dtype)] ?? 4);
  change.weights?.(shard, (name) => {
    const entries = group?.weights ?? [];
    const index = entries.findIndex((entry) => entry.name === name);
    return entries.slice(0, index).reduce((sum, entry) => sum + bytesOf(entry), 0);
  });
  const weights = (group?.weights ?? []).map(change.entry ?? ((entry) => entry));
  files.set('model.json', jsonFile({ ...model, weightsManifest: [{ ...group, weights }] }));
  const manifest = text(files.get('manifest.json'));
  files.delete('manifest.json');
  const whole = isRecord(manifest) ? manifest : {};
  const altered = change.manifest?.(whole) ?? whole;
  return filesWithManifest(files, (listed) => ({ ...altered, files: listed }) as never);
}

const NAME = 'block4_conv1/kernel';
const inQuantization = (change: object) => (entry: Entry) =>
  entry.name === NAME ? { ...entry, quantization: { ...entry.quantization, ...change } } : entry;
const withStep = (value: number) => ({
  weights: (bytes: Uint8Array, placeOf: (name: string) => number) =>
    bytes.set(new Uint8Array(Float32Array.of(value).buffer), placeOf(`${NAME}/steps`) + 8),
});

describe('a hostile int8 package is refused with words:', () => {
  const HOSTILE = [
    ['a step of zero', withStep(0), 'the step of channel 2 is 0'],
    ['a step that is no number', withStep(Number.NaN), 'the step of channel 2 is NaN'],
    ['a step below zero', withStep(-1), 'the step of channel 2 is -1'],
    ['an endless step', withStep(Number.POSITIVE_INFINITY), 'the step of channel 2 is Infinity'],
    [
      'steps that are endless together',
      { ...withStep(3e38), entry: inQuantization({ inputStep: 1e300 }) },
      'too large together',
    ],
    ['no calibration', { entry: inQuantization({ inputStep: undefined }) }, 'is not calibrated'],
    ['calibration to zero', { entry: inQuantization({ inputStep: 0 }) }, 'is not calibrated'],
    ['calibration to a text', { entry: inQuantization({ inputStep: '1' }) }, 'is not calibrated'],
    [
      'no steps',
      { entry: inQuantization({ steps: 'nothing' }) },
      'steps of block4_conv1/kernel are',
    ],
    [
      'steps of another length',
      { entry: inQuantization({ steps: 'class_maps/bias' }) },
      'has the shape [3, 3, 8, 8] and 6 steps',
    ],
    [
      'a level that is none',
      {
        weights: (bytes: Uint8Array, placeOf: (name: string) => number) =>
          bytes.fill(0x80, placeOf(NAME), placeOf(NAME) + 1),
      },
      'holds -128',
    ],
  ] as const;

  it.each(HOSTILE)('%s', async (_, change, words) => {
    const pack = await loadFiles(await tampered(change));
    await expect(createOwnWasmEngine(pack, { threads: 1 })).rejects.toMatchObject({
      code: 'model-weights',
      message: expect.stringContaining(words),
    });
  });

  it('a shard that is too short', async () => {
    const files = new Map(await tampered({}));
    const shard = files.get('weights-1of1.bin') ?? new Uint8Array();
    files.set('weights-1of1.bin', shard.slice(1));
    const manifest = text(files.get('manifest.json'));
    files.delete('manifest.json');
    const short = await filesWithManifest(
      files,
      (listed) => ({ ...(isRecord(manifest) ? manifest : {}), files: listed }) as never,
    );
    await expect(loadFiles(short)).rejects.toMatchObject({ code: 'model-weights' });
  });

  it('a manifest that keeps it to itself, and one that claims it', async () => {
    const silent = await tampered({ manifest: ({ quantization: _, ...rest }) => rest });
    await expect(loadFiles(silent)).rejects.toMatchObject({
      code: 'model-manifest',
      message: expect.stringContaining('whether the weights are int8'),
    });
    const dtype = { dtype: 'uint8', scale: 1, min: 0 };
    const claimed = await tampered({
      entry: (entry) =>
        entry.quantization?.dtype === 'int8' ? { ...entry, quantization: dtype } : entry,
    });
    await expect(loadFiles(claimed)).rejects.toMatchObject({ code: 'model-manifest' });
  });

  it('a scheme that is not known', async () => {
    const other = await tampered({
      manifest: ({ quantization, ...rest }) => ({
        ...rest,
        quantization: { ...(isRecord(quantization) ? quantization : {}), scheme: 'int4' },
      }),
    });
    await expect(loadFiles(other)).rejects.toMatchObject({
      code: 'model-manifest',
      message: expect.stringContaining(
        'quantization.scheme: is one that this program does not know',
      ),
    });
  });
});

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
