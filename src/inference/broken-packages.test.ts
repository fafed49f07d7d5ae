import { beforeAll, describe, expect, it } from 'vitest';
import { openModel } from './open-model.ts';
import {
  memoryReader,
  tinyPackage,
  withFile,
  withManifest,
} from './package/tiny-package.fixture.ts';

type Files = ReadonlyMap<string, Uint8Array>;

let files: Map<string, Uint8Array>;
beforeAll(async () => {
  files = await tinyPackage();
});

/** What a reader is told of the package: the error's code and words, or that an engine took it. */
const toldOf = (from: Files): Promise<string> =>
  openModel(memoryReader(from), { clock: () => performance.now() }).then(
    ({ engine }) => {
      engine.dispose();
      return `opened by ${engine.kind}`;
    },
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

const textOf = (path: string): string => new TextDecoder().decode(files.get(path));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The package with a part of a file's text replaced, its hash made to fit. */
function edited(path: string, from: string, to: string): Promise<Map<string, Uint8Array>> {
  const text = textOf(path);
  expect(text, `${path} holds no ${from}`).toContain(from);
  return withFile(files, path, bytes(text.replace(from, to)));
}

/** The package with one float of its first shard replaced. */
function withWeight(index: number, value: number): Promise<Map<string, Uint8Array>> {
  const shard = new Uint8Array(files.get('a.bin') ?? []);
  new DataView(shard.buffer).setFloat32(4 * index, value, true);
  return withFile(files, 'a.bin', shard);
}

describe('a whole package is opened', () => {
  it('as it is', async () => {
    expect(await toldOf(files)).toMatch(/^opened by /);
  });
});

describe('a broken package is refused by what is wrong with it', () => {
  it('a shard that is not there', async () => {
    const without = new Map(files);
    without.delete('b.bin');
    expect(await toldOf(without)).toMatch(/^model-file: b\.bin could not be read/);
  });

  it('a shard that the manifest does not list', async () => {
    const unlisted = withManifest(files, (manifest) => ({
      ...manifest,
      files: manifest.files.filter(({ path }) => path !== 'b.bin'),
    }));
    expect(await toldOf(unlisted)).toBe("model-manifest: The manifest's files do not list b.bin.");
  });

  it.each([
    ['a head for other channels', '"head","shape":[1,1,4,6]', '"head","shape":[1,1,6,4]', /maps/],
    ['a filter for other channels', '[3,3,3,4]', '[3,3,4,3]', /conv/],
    ['a bias of two dimensions', '"bias","shape":[4]', '"bias","shape":[2,2]', /2,2|pool/],
  ])('a tensor of another shape with as many numbers: %s', async (_, from, to, where) => {
    const told = await toldOf(await edited('model.json', from, to));
    expect(told).toMatch(/^(no-engine|model-graph): No engine can run the model/);
    expect(told).toMatch(where);
  });

  it('a tensor of another shape with more numbers', async () => {
    const told = await toldOf(await edited('model.json', '[3,3,3,4]', '[3,3,3,8]'));
    expect(told).toMatch(/^model-weights: The shards hold \d+ bytes; model\.json describes \d+/);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a weight that is %s, though golden vectors may miss it',
    async (value) => {
      for (const index of [0, 13, 24]) {
        expect(await toldOf(await withWeight(index, value))).toBe(
          'model-weights: kernel holds a value that is no finite number: the weights are damaged.',
        );
      }
    },
  );

  it('another input size than its golden vectors have', async () => {
    const larger = withManifest(files, (manifest) => ({
      ...manifest,
      preprocess: { ...manifest.preprocess, size: 16 },
    }));
    expect(await toldOf(larger)).toMatch(
      /^model-golden: golden\.json does not hold one input of 768 numbers/,
    );
  });

  it('another input size than its graph has', async () => {
    const sizes = '{"size":"8"},{"size":"8"},{"size":"3"}';
    const graph = await edited('model.json', sizes, sizes.replaceAll('8', '16'));
    expect(await toldOf(graph)).toMatch(/^(no-engine|model-graph|model-golden): .*16/);
  });

  it('another number of channels than its graph has', async () => {
    const one = withManifest(files, (manifest) => ({
      ...manifest,
      preprocess: {
        ...manifest.preprocess,
        channels: manifest.preprocess.channels.slice(0, 1),
        scale: [1],
        shift: [0],
      },
    }));
    const golden = JSON.parse(textOf('golden.json'));
    golden.inputs = golden.inputs.map((input: readonly number[]) => input.slice(0, 64));
    const fitting = await withFile(one, 'golden.json', bytes(JSON.stringify(golden)));
    expect(await toldOf(fitting)).toMatch(/^(no-engine|model-graph): No engine can run the model/);
  });

  it('an output that the graph does not have', async () => {
    const other = withManifest(files, (manifest) => ({
      ...manifest,
      outputs: { ...manifest.outputs, probabilities: 'no-such-node' },
    }));
    expect(await toldOf(other)).toMatch(/no-such-node/);
  });
});
