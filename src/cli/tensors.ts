import { parseArgs } from 'node:util';
import { AppError, countOf, isAbort, messageOf } from '#base';
import { openDataset } from '#datasets';
import { parsePreprocessSpec } from '#imaging';
import { progressLine } from './progress.ts';
import { refuseForeign, writeTensors } from './tensors/write.ts';

const USAGE = `usage: npm run tensors -- DATASET --out DIR [options]

DATASET is a folder of one of these kinds:
  ct-ich          labels.csv, folds_by_patient.csv, images/
  RSNA 2019       stage_2_train.csv beside ID_*.dcm or beside the folder stage_2_train/
  any DICOM       with --labels CSV

  --labels CSV    one row a slice: file (or SOPInstanceUID) and the six labels any, epidural, intraparenchymal,
                  intraventricular, subarachnoid, subdural as 0 or 1; or RSNA's ID,Label rows
  --folds CSV     DICOM: patient,fold by Patient ID (default: five folds, dealt by patient)
  --seed N        seed of the folds (default 1)
  --skip-missing  DICOM: leave out labelled slices that are not there or cannot be decoded
  --size N        side of the model's input in pixels (default 192)

Writes DIR/slices.u8 (uint8 [n, size, size, 3]: the slice before, the slice, the slice after) and DIR/index.json, which
holds the Patient IDs.`;

async function main(): Promise<void> {
  const { values, folder, out } = parseOptions();
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
  const { signal } = abort;
  const line = progressLine(process.stderr);
  await refuseForeign(out);
  try {
    const dataset = await openDataset(folder, {
      labels: values.labels ?? null,
      folds: values.folds ?? null,
      seed: Number(values.seed),
      skipMissing: values['skip-missing'],
      onFile: (count) => line.count('files read:', count),
      signal,
    });
    const progress = (done: number, total: number) => line.bar('slices', done, total);
    const count = await writeTensors(dataset, spec, out, { signal, progress });
    line.clear();
    process.stderr.write(`${countOf(count, 'slice')} in ${out}\n`);
  } catch (error) {
    line.clear();
    throw error;
  }
}

function parseOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        labels: { type: 'string' },
        folds: { type: 'string' },
        seed: { type: 'string', default: '1' },
        'skip-missing': { type: 'boolean', default: false },
        size: { type: 'string', default: '192' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [folder, ...more] = positionals;
    const { out, seed } = values;
    const usable = !values.help && more.length === 0 && /^\d{1,9}$/.test(seed);
    if (usable && folder !== undefined && out !== undefined) return { values, folder, out };
  } catch (cause) {
    throw new AppError('usage', `${messageOf(cause)}\n\n${USAGE}`, { cause });
  }
  throw new AppError('usage', USAGE);
}

main().catch((error: unknown) => {
  process.stderr.write(isAbort(error) ? 'cancelled\n' : `${messageOf(error)}\n`);
  process.exitCode = error instanceof AppError && error.code === 'usage' ? 2 : 1;
});
