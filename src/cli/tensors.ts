import { dirname, resolve } from 'node:path';
import { AppError, countOf } from '#base';
import { openDataset } from '#datasets';
import { parsePreprocessSpec } from '#imaging';
import { EXIT, EXIT_STATUS_HELP, type ExitStatus, runCommand, type Shell } from './command.ts';
import { writableFolder } from './output-file.ts';
import { parseOptions, wholeOption } from './parse-options.ts';
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
  --skip-missing  DICOM: leave out labeled slices that are not there or cannot be decoded
  --size N        side of the model's input in pixels (default 192)

Writes DIR/slices.u8 (uint8 [n, size, size, 3]: the slice before, the slice, the slice after) and DIR/index.json, which
holds the Patient IDs.

${EXIT_STATUS_HELP}`;

async function tensors({ args, signal, progress: line, say }: Shell): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, {
    out: { type: 'string' },
    labels: { type: 'string' },
    folds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'skip-missing': { type: 'boolean', default: false },
    size: { type: 'string', default: '192' },
  });
  const [folder, ...more] = positionals;
  const { out } = values;
  if (folder === undefined) throw new AppError('usage', 'No data set was given.');
  if (more.length > 0) throw new AppError('usage', 'One data set at a time.');
  if (out === undefined) throw new AppError('usage', '--out is missing.');
  const seed = wholeOption(values.seed, '--seed');
  const spec = parsePreprocessSpec({
    version: 1,
    crop: 'head',
    size: wholeOption(values.size, '--size'),
    channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
    resize: 'area-bilinear',
    scale: [1, 1, 1],
    shift: [0, 0, 0],
  });
  await refuseForeign(out);
  await writableFolder(dirname(resolve(out)));
  const dataset = await openDataset(folder, {
    labels: values.labels ?? null,
    folds: values.folds ?? null,
    seed,
    skipMissing: values['skip-missing'],
    onFile: (count) => line.count('files read:', count),
    signal,
  });
  const progress = (done: number, total: number) => line.bar('slices', done, total);
  const count = await writeTensors(dataset, spec, out, { signal, progress });
  say(`${countOf(count, 'slice')} in ${out}`);
  return EXIT.done;
}

await runCommand({ usage: USAGE, run: tensors });
