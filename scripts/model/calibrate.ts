import { rename, writeFile } from 'node:fs/promises';
import { LABELS, messageOf } from '#base';
import { fitRawSlices } from '../../src/cli/evaluate-decision.ts';
import { readOutOfFold } from '../../src/cli/evaluate-oof.ts';
import { endWithUsage, readArguments } from '../command.ts';

const USAGE = `usage: npx tsx scripts/model/calibrate.ts OOF.csv --out calibration.json

Fits per-label Platt scaling, three operating points a label and the study rule on out-of-fold predictions
(training/predict_oof.py). pack-model takes the result by --calibration.`;

async function main(): Promise<void> {
  const { values, positionals } = readArguments(USAGE, { out: { type: 'string' } }, true);
  const [path] = positionals;
  if (path === undefined) return endWithUsage(USAGE, 'Which predictions?');
  if (values.out === undefined) return endWithUsage(USAGE, 'Where to? --out is missing.');
  const slices = await readOutOfFold(path);
  const decision = fitRawSlices(slices);
  const partial = `${values.out}.partial-${process.pid}`;
  await writeFile(partial, `${JSON.stringify(decision, null, 2)}\n`);
  await rename(partial, values.out);
  const { k, smoothing } = decision.study;
  console.log(
    `${values.out}: fitted on ${slices.length} slices; study: top ${k}, smoothing ${smoothing.join(' ')}`,
  );
  for (const label of LABELS) {
    const { a, b } = decision.calibration[label];
    const points = Object.values(decision.operatingPoints[label]).map((p) => p.toPrecision(2));
    console.log(
      `  ${label.padEnd(17)} a ${a.toFixed(2)} b ${b.toFixed(2)}  thresholds ${points.join(' ')}`,
    );
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
