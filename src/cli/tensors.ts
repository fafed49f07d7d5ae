import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, isAbort, messageOf } from '#base';
import { parsePreprocessSpec } from '#imaging';
import { readCtIch } from './tensors-ct-ich.ts';
import type { LabelledDataset } from './tensors-dataset.ts';
import { writeTensors } from './tensors-write.ts';

const USAGE = `usage: npm run tensors -- DATASET --out DIR [--size 192]

DATASET is a folder: ct-ich (labels.csv, folds_by_patient.csv, images/).
Writes DIR/slices.u8 (uint8 [n, size, size, 3]: the slice before, the slice, the slice after) and DIR/index.json.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      size: { type: 'string', default: '192' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [folder] = positionals;
  if (values.help || folder === undefined || values.out === undefined) {
    throw new AppError('usage', USAGE);
  }
  const spec = parsePreprocessSpec({
    version: 1,
    crop: 'head',
    size: Number(values.size),
    channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
    resize: 'area-bilinear',
    scale: [1, 1, 1],
    shift: [0, 0, 0],
  });
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const dataset = await openDataset(folder);
  await writeTensors(dataset, spec, values.out, { signal: abort.signal, progress: showProgress });
  process.stderr.write(`\n${dataset.slices.length} slices in ${values.out}\n`);
}

/** Finds out which of the known layouts a folder has. */
async function openDataset(folder: string): Promise<LabelledDataset> {
  if (await exists(join(folder, 'folds_by_patient.csv'))) return readCtIch(folder);
  throw new AppError('unknown-dataset', `${folder}: no known dataset\n\n${USAGE}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function showProgress(done: number, total: number): void {
  if (done % 50 === 0 || done === total) process.stderr.write(`\r${done}/${total} slices`);
}

main().catch((error: unknown) => {
  process.stderr.write(isAbort(error) ? '\ncancelled\n' : `${messageOf(error)}\n`);
  process.exitCode = error instanceof AppError && error.code === 'usage' ? 2 : 1;
});
