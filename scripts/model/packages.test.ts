import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsupportedOps } from '#engine';
import { createOwnWasmEngine } from '#inference';
import { floatToHalf } from '../../src/engine/graph/half-float.ts';
import {
  assemblePackage,
  loadFiles,
  rowsOf,
  sixOf,
  textFile,
  withReference,
} from './assemble-package.ts';
import { unfittedDecision } from './calibration-file.ts';
import { driftBetween, probabilitiesOf } from './drift.ts';
import { readExport } from './export-folder.ts';
import { npyBytes } from './npy.ts';
import { writeRandomExport } from './random-export.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-pack-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const OPTIONS = {
  id: 'x',
  title: 'X',
  decision: unfittedDecision(),
  metrics: {},
  sequence: null,
  goldenCount: 2,
};
const ONE_BY_ONE = npyBytes({ shape: [1, 1], data: Float32Array.of(1) });
const rewritten = (old: Uint8Array, from: string, to: string) =>
  textFile(new TextDecoder().decode(old).replaceAll(`"${from}"`, `"${to}"`));
const SPEC = { seed: 3, size: 64, blocks: [2, 4, 8, 8, 8] } as const;

describe('a training export', () => {
  /** What tfjs and our own runner say of a random export, and what they should. */
  async function saidOf(at: string) {
    const source = await readExport(at);
    const files = await assemblePackage(source, { ...OPTIONS, store: 'f32' });
    const inputs = rowsOf(source.golden.inputs);
    const expected = rowsOf(source.golden.probabilities).map((row) => sixOf(row, source));
    const pack = await loadFiles(files);
    const rows = await withReference(pack, (engine) => engine.run(inputs));
    const native = await probabilitiesOf(files, inputs);
    return { expected, inTfjs: rows.map((row) => sixOf(row, source)), native, pack };
  }

  const HEADS = ['class-maps', 'gap', 'fc'] as const;
  const ACTIVATIONS = ['sigmoid', 'softmax'] as const;
  it.each(HEADS.flatMap((head) => ACTIVATIONS.map((activation) => [head, activation] as const)))(
    'with the head %s and %s outputs says in tfjs and in our runner what plain loops say',
    async (head, activation) => {
      const at = join(folder, `${head}-${activation}`);
      await writeRandomExport({ ...SPEC, head, activation }, at);
      const { expected, inTfjs, native } = await saidOf(at);
      expect(driftBetween(inTfjs, expected).maxDp).toBeLessThan(1e-5);
      expect(driftBetween(native, expected).maxDp).toBeLessThan(1e-5);
    },
  );

  it('with the bone window as a fourth channel says the same in both', async () => {
    const at = join(folder, 'bone');
    await writeRandomExport({ ...SPEC, head: 'class-maps', activation: 'sigmoid', bone: true }, at);
    const { expected, inTfjs, native, pack } = await saidOf(at);
    expect(pack.manifest.preprocess.channels.at(-1)).toEqual({
      sliceOffset: 0,
      center: 700,
      width: 3200,
    });
    expect(driftBetween(inTfjs, expected).maxDp).toBeLessThan(1e-5);
    expect(driftBetween(native, expected).maxDp).toBeLessThan(1e-5);
  });

  it('of two networks over one input says the same in both, its class maps, too', async () => {
    const at = join(folder, 'twice');
    const spec = { ...SPEC, head: 'class-maps', activation: 'sigmoid', twice: true } as const;
    await writeRandomExport(spec, at);
    const { expected, inTfjs, native, pack } = await saidOf(at);
    expect(unsupportedOps(pack.topology)).toEqual([]);
    expect(pack.manifest.outputs.classMaps).toBe('class_maps');
    expect(driftBetween(inTfjs, expected).maxDp).toBeLessThan(1e-5);
    expect(driftBetween(native, expected).maxDp).toBeLessThan(1e-5);
    const { golden } = await readExport(at);
    const maps = rowsOf(golden.classMaps ?? golden.inputs)[0] ?? [];
    const engine = await createOwnWasmEngine(pack, { threads: 1 });
    const own = await engine.classMaps(rowsOf(golden.inputs)[0] ?? new Float32Array(0));
    engine.dispose();
    expect(own?.logits.length).toBe(maps.length);
    for (const [place, value] of maps.entries()) {
      expect(own?.logits[place]).toBeCloseTo(value, 4);
    }
  });

  it.each(
    (
      [
        'resnet-18',
        'mobilenet-v2',
        'efficientnet-b0',
        'mobilenet-v3-large',
        'alexnet',
        'alexnet-2012',
        'resnet-50',
        'inception-v3',
      ] as const
    ).flatMap((network) =>
      (['class-maps', 'gap'] as const).map((head) => [network, head] as const),
    ),
  )('of %s with the head %s says the same there, at odd sizes, too', async (network, head) => {
    for (const size of [64, 37]) {
      const at = await mkdtemp(join(folder, `${network}-`));
      const blocks = [5];
      await writeRandomExport({ seed: 5, size, blocks, head, activation: 'sigmoid', network }, at);
      const { expected, inTfjs, native, pack } = await saidOf(at);
      expect(unsupportedOps(pack.topology)).toEqual([]);
      expect(driftBetween(inTfjs, expected).maxDp, `${size} px`).toBeLessThan(1e-5);
      expect(driftBetween(native, expected).maxDp, `${size} px`).toBeLessThan(1e-5);
    }
  });

  it('keeps its probabilities within .01 when its weights are stored small', async () => {
    const source = await readExport(join(folder, 'class-maps-sigmoid'));
    const inputs = rowsOf(source.golden.inputs);
    const whole = await probabilitiesOf(
      await assemblePackage(source, { ...OPTIONS, store: 'f32' }),
      inputs,
    );
    for (const store of ['f16', 'u8-per-channel'] as const) {
      const small = await assemblePackage(source, { ...OPTIONS, store });
      const drift = driftBetween(await probabilitiesOf(small, inputs), whole);
      // 8 bits in thirteen layers of 2 to 8 filters average nothing out.
      expect(drift.maxDp, store).toBeLessThan(store === 'f16' ? 0.01 : 0.2);
    }
  });

  it.each([
    [
      'an array that is cut short',
      'block2_conv1_kernel.npy',
      (old: Uint8Array) => old.slice(0, 200),
    ],
    ['an array of another shape', 'block2_conv1_kernel.npy', () => ONE_BY_ONE],
    ['golden values of another shape', 'golden_logits.npy', () => ONE_BY_ONE],
    [
      'an operation that we do not know',
      'architecture.json',
      (old: Uint8Array) => rewritten(old, 'gap', 'attention'),
    ],
    [
      'an activation that we do not know',
      'architecture.json',
      (old: Uint8Array) => rewritten(old, 'relu', 'mish'),
    ],
    [
      'a scaling by more than one pixel',
      'architecture.json',
      (old: Uint8Array) => {
        const scaling = '{"op": "scale", "name": "s", "other": "block1_conv1"}, {"op": "gap"';
        return textFile(new TextDecoder().decode(old).replace(/\{\s*"op": "gap"/, scaling));
      },
    ],
    [
      'images of two sizes joined',
      'architecture.json',
      (old: Uint8Array) => {
        const joining = '{"op": "concat", "name": "s", "others": ["block1_conv1"]}, {"op": "gap"';
        return textFile(new TextDecoder().decode(old).replace(/\{\s*"op": "gap"/, joining));
      },
    ],
    [
      'groups that do not divide the channels',
      'architecture.json',
      (old: Uint8Array) => {
        const text = new TextDecoder().decode(old);
        return textFile(text.replace(/("name": "block3_conv2",)/, '$1 "groups": 3,'));
      },
    ],
    [
      'windows that find nothing in their image',
      'architecture.json',
      (old: Uint8Array) => {
        const pool = '{"op": "maxpool", "name": "p", "size": 3, "padding": "valid"}';
        const many = Array.from({ length: 3 }, (_, n) => pool.replace('"p"', `"p${n}"`)).join();
        return textFile(
          new TextDecoder().decode(old).replace(/\{\s*"op": "gap"/, `${many}, {"op": "gap"`),
        );
      },
    ],
    [
      'a layer that reads one which is not there',
      'architecture.json',
      (old: Uint8Array) => {
        const text = new TextDecoder().decode(old);
        return textFile(text.replace('"op": "gap",', '"op": "gap", "input": "nowhere",'));
      },
    ],
    [
      'a sum of values of two shapes',
      'architecture.json',
      (old: Uint8Array) => {
        const text = new TextDecoder().decode(old);
        const sum =
          '{"op": "add", "name": "s", "other": "block1_conv1", "activation": "none"}, {"op": "gap"';
        return textFile(text.replace(/\{\s*"op": "gap"/, sum));
      },
    ],
    [
      'the layout of an older training',
      'architecture.json',
      (old: Uint8Array) =>
        textFile(new TextDecoder().decode(old).replace('"formatVersion": 2', '"formatVersion": 1')),
    ],
    ['JSON that is none', 'architecture.json', () => textFile('{')],
  ])('is refused by file name for %s', async (_, file, change) => {
    const at = await mkdtemp(join(folder, 'bad-'));
    await writeRandomExport({ ...SPEC, head: 'gap', activation: 'sigmoid' }, at);
    await writeFile(join(at, file), change(new Uint8Array(await readFile(join(at, file)))));
    const packed = readExport(at).then((source) =>
      assemblePackage(source, { ...OPTIONS, store: 'f32' }),
    );
    await expect(packed).rejects.toThrow(file);
  });

  it('is refused by file name where an array is not a number', async () => {
    const at = join(folder, 'broken');
    await writeRandomExport({ ...SPEC, head: 'gap', activation: 'sigmoid' }, at);
    const bad = npyBytes({ shape: [3], data: Float32Array.of(1, 2, Number.NaN) });
    await writeFile(join(at, 'block1_conv1_bias.npy'), bad);
    await expect(readExport(at)).rejects.toThrow(/block1_conv1_bias\.npy: element 2 is NaN/);
  });
});

describe('half precision', () => {
  it('rounds to the nearest, ties to even, and keeps subnormals', () => {
    const pairs: readonly (readonly [number, number])[] = [
      [0, 0],
      [1, 0x3c00],
      [-2, 0xc000],
      [65504, 0x7bff],
      [65520, 0x7c00],
      [2 ** -24, 1],
      [2 ** -25, 0],
      [1.5 * 2 ** -24, 2],
      [1 + 2 ** -11, 0x3c00],
      [1 + 3 * 2 ** -11, 0x3c02],
    ];
    for (const [value, half] of pairs) expect(floatToHalf(value), `${value}`).toBe(half);
  });
});

describe('models/tiny', () => {
  it('passes verify-model, and a changed byte does not', async () => {
    const run = promisify(execFile);
    const root = join(import.meta.dirname, '../..');
    const verify = (path: string) =>
      run('npx', ['tsx', 'scripts/verify-model.ts', path, '--engines', 'own-wasm'], { cwd: root });
    const { stdout } = await verify('models/tiny');
    expect(stdout).toContain('UNTRAINED');
    const copy = join(folder, 'tiny');
    const { cp } = await import('node:fs/promises');
    await cp(join(root, 'models/tiny'), copy, { recursive: true });
    const weights = await readFile(join(copy, 'weights-1of1.bin'));
    weights[100] = (weights[100] ?? 0) ^ 1;
    await writeFile(join(copy, 'weights-1of1.bin'), weights);
    await expect(verify(copy)).rejects.toThrow('is not the file that the manifest describes');
  });
});
