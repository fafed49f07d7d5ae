import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isRecord } from '#base';
import { createWasmEngine } from '#engine';
import {
  createOwnWasmEngine,
  graphModelOf,
  loadPackage,
  proveEngine,
  startTfjsEngine,
} from '#inference';
import { folderReader } from '../../../src/cli/model-folder.ts';
import { compileNetwork } from '../../../src/engine/gpu/network.ts';
import { anImage } from '../../../src/engine/graph/graph.fixture.ts';
import { filesWithManifest, jsonFile, loadFiles, type PackageFiles } from '../assemble-package.ts';
import { type Quantized, quantizePackage } from './quantize-package.ts';
import { storeLevels } from './store-levels.ts';

const FOLDER = 'models/tiny';

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
    [
      'a step that is no number',
      withStep(Number.NaN),
      `${NAME}/steps holds a value that is no finite`,
    ],
    ['a step below zero', withStep(-1), 'the step of channel 2 is -1'],
    [
      'an endless step',
      withStep(Number.POSITIVE_INFINITY),
      `${NAME}/steps holds a value that is no finite`,
    ],
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
    const files = await tampered(change);
    const opened = loadFiles(files).then((pack) => createOwnWasmEngine(pack, { threads: 1 }));
    await expect(opened).rejects.toMatchObject({
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
