import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { messageOf } from '#base';
import { loadPackage } from '#inference';
import { folderReader } from '../src/cli/model-folder.ts';
import { endWithUsage, readArguments } from './command.ts';
import { quantizePackage } from './model/int8/quantize-package.ts';
import { sampleTensors } from './model/int8/read-tensors.ts';
import { writeFolder } from './model/write-folder.ts';

const USAGE = `usage: npm run quantize -- models/ID --calibrate TENSORS --out DIR [--slices 200]

Makes an int8 package of a float one, for our own WASM engine alone. TENSORS is what npm run tensors wrote of the TRAINING slices, in
the model's size. --slices of all folds but the last set the activations' range; as many of the last fold, which
the ranges have not seen, show how far the two packages agree. See docs/model-format.md.`;

const OPTIONS = {
  calibrate: { type: 'string' },
  out: { type: 'string' },
  slices: { type: 'string', default: '200' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = readArguments(USAGE, OPTIONS, true);
  const [folder, ...more] = positionals;
  const { calibrate, out, slices } = values;
  if (folder === undefined || more.length > 0) return endWithUsage(USAGE, 'Which package?');
  if (calibrate === undefined) return endWithUsage(USAGE, 'On what? --calibrate is missing.');
  if (out === undefined) return endWithUsage(USAGE, 'Where to? --out is missing.');
  if (!/^[1-9]\d{0,3}$/.test(slices)) return endWithUsage(USAGE, `--slices ${slices}?`);
  const pack = await loadPackage(folderReader(folder));
  const sample = await sampleTensors(calibrate, pack.manifest.preprocess, Number(slices));
  const { files, layers, agreement } = await quantizePackage(
    pack,
    (path) => readFile(join(folder, path)),
    sample,
    basename(resolve(out)),
  );
  await writeFolder(out, files, 'manifest.json');
  const before = pack.weights.byteLength;
  const after = [...files].reduce(
    (sum, [path, { length }]) => sum + (/^weights-.*\.bin$/.test(path) ? length : 0),
    0,
  );
  console.log(
    `${out}: ${layers} layers in int8, calibrated on ${sample.calibration.length} slices; weights ${(after / 1e6).toFixed(2)} MB, before ${(before / 1e6).toFixed(2)}`,
  );
  console.log(
    `against the float package on ${agreement.slices} slices that calibration has not seen: |dp| <= ${agreement.maxDp.toPrecision(2)}, mean ${agreement.meanDp.toPrecision(2)}, rank correlation of any ${agreement.rankCorrelation.toFixed(4)}`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
