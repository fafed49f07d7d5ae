import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LabeledSlice, type OpenOptions, openDataset } from '#datasets';
import { parsePreprocessSpec } from '#imaging';
import { writeTensors } from './write.ts';

/** Side of the tensors that the tests make, pixels. */
export const SIZE = 32;

/** The preprocessing that the tests use. */
export const spec = parsePreprocessSpec({
  version: 1,
  crop: 'head',
  size: SIZE,
  channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
  resize: 'area-bilinear',
  scale: [1, 1, 1],
  shift: [0, 0, 0],
});

interface Index {
  readonly preprocessSpecHash: string;
  readonly slices: readonly (LabeledSlice & {
    readonly crop: { readonly left: number; readonly rows: number; readonly columns: number };
    readonly bone?: boolean;
  })[];
}

/** A dataset in a folder of its own, and the tensors made of it. */
export interface Workbench {
  readonly root: string;
  readonly data: string;
  readonly out: string;
  /** Writes a file of the dataset: bytes or lines. */
  readonly given: (name: string, content: Uint8Array | readonly string[]) => Promise<void>;
  /** Makes tensors and reads them back. */
  readonly tensors: (options?: Partial<OpenOptions>) => Promise<{
    readonly index: Index;
    readonly inputOf: (n: number) => Uint8Array;
    /** The bone plane; empty where none was written. */
    readonly boneOf: (n: number) => Uint8Array;
    readonly length: number;
  }>;
  /** What is there beside the dataset: nothing, where tensors were refused. */
  readonly written: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

/** An empty dataset. */
export async function workbench(): Promise<Workbench> {
  const root = await mkdtemp(join(tmpdir(), 'ich-tensors-'));
  const data = join(root, 'data');
  const out = join(root, 'out');
  await mkdir(data);
  const tensors = async (options: Partial<OpenOptions> = {}) => {
    const { signal } = new AbortController();
    const defaults = { labels: null, folds: null, seed: 1, skipMissing: false, signal };
    const dataset = await openDataset(data, { ...defaults, onFile: () => undefined, ...options });
    await writeTensors(dataset, spec, out);
    const index: Index = JSON.parse(await readFile(join(out, 'index.json'), 'utf8'));
    const pixels = await readFile(join(out, 'slices.u8'));
    const bytes = SIZE * SIZE * 3;
    const inputOf = (n: number) => Uint8Array.from(pixels.subarray(n * bytes, (n + 1) * bytes));
    const bone = await readFile(join(out, 'bone.u8')).catch(() => new Uint8Array());
    const boneOf = (n: number) =>
      Uint8Array.from(bone.subarray(n * SIZE ** 2, (n + 1) * SIZE ** 2));
    return { index, inputOf, boneOf, length: pixels.length };
  };
  return {
    root,
    data,
    out,
    given: (name, content) =>
      writeFile(
        join(data, name),
        content instanceof Uint8Array ? content : `${content.join('\n')}\n`,
      ),
    tensors,
    written: async () => (await readdir(root)).filter((name) => name !== 'data'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
