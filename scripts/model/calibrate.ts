import { rename, writeFile } from 'node:fs/promises';
import { LABELS, messageOf } from '#base';
import { readOutOfFold } from '#datasets';
import type { FlagEvidence, LiftEvidence } from '#evaluation';
import { crossFit } from '../../src/cli/evaluate/cross-fit.ts';
import { type Decision, fitWithEvidence } from '../../src/cli/evaluate/decision.ts';
import { endWithUsage, readArguments } from '../command.ts';

const USAGE = `usage: npx tsx scripts/model/calibrate.ts OOF.csv --out calibration.json

Fits per-label Platt scaling, three operating points a label and the study rule on out-of-fold predictions
(training/predict_oof.py), and decides across the folds whether the types that may be named raise "any", and whether one flags a study by itself. Each operating point carries what it did on the
folds that it was not fitted on.
pack-model takes the result by --calibration.`;

/** Both choices with their figures, the chosen one marked. */
function liftLines({ figures, choice }: LiftEvidence): readonly string[] {
  if (figures.length === 0) {
    return ['  any is raised to the types that may be named: one fold cannot decide it'];
  }
  return [
    'any, cross-fitted: left alone (none), or raised to the types that may be named (nameable)',
    ...figures.map(
      ({ level, lift, n, logLoss, auc }) =>
        `  ${level.padEnd(7)} ${lift.padEnd(8)} log loss ${logLoss.toFixed(4)}  AUC ${auc.toFixed(4)}  n ${n}${choice[level] === lift ? '  chosen' : ''}`,
    ),
  ];
}

/** Both rules of the flag with what they find and cost, the chosen one marked. */
function flagLines({ figures, choice }: FlagEvidence): readonly string[] {
  if (figures.length === 0) return ['  a type flags by itself: one fold cannot decide it'];
  return [
    'studies flagged by any alone, or by a type over its own threshold as well, cross-fitted',
    ...figures.map(
      ({ point, flaggedBy, found, positives, falseAlarms, negatives }) =>
        `  ${point.padEnd(15)} ${flaggedBy.padEnd(11)} found ${found} of ${positives}, false alarms ${falseAlarms} of ${negatives}${choice === flaggedBy ? '  chosen' : ''}`,
    ),
  ];
}

/** The decision with what its operating points did, each fold judged by a decision fitted on the others. */
function withMeasured(decision: Decision, crossFitted: ReturnType<typeof crossFit>): Decision {
  if (crossFitted === null) return decision;
  const { slice, study } = crossFitted;
  return { ...decision, measured: slice, study: { ...decision.study, measured: study } };
}

const part = (value: number | null) => (value === null ? 'n/a' : value.toFixed(2));

async function main(): Promise<void> {
  const { values, positionals } = readArguments(USAGE, { out: { type: 'string' } }, true);
  const [path] = positionals;
  if (path === undefined) return endWithUsage(USAGE, 'Which predictions?');
  if (values.out === undefined) return endWithUsage(USAGE, 'Where to? --out is missing.');
  const slices = await readOutOfFold(path);
  const { decision: fitted, evidence, flagEvidence } = fitWithEvidence(slices);
  const decision = withMeasured(fitted, crossFit(slices));
  const partial = `${values.out}.partial-${process.pid}`;
  await writeFile(partial, `${JSON.stringify(decision, null, 2)}\n`);
  await rename(partial, values.out);
  const { k, smoothing } = decision.study;
  console.log(
    `${values.out}: fitted on ${slices.length} slices; study: top ${k}, smoothing ${smoothing.join(' ')}`,
  );
  for (const line of [...liftLines(evidence), ...flagLines(flagEvidence)]) console.log(line);
  for (const [level, fit] of [
    ['slices', decision],
    ['studies', decision.study],
  ] as const) {
    console.log(level);
    for (const label of LABELS) {
      const { a, b } = fit.calibration[label];
      const { highSensitivity, balanced, highSpecificity } = fit.operatingPoints[label];
      const points = [highSensitivity, balanced, highSpecificity].map((p) => p.toPrecision(2));
      const measured = fit.measured?.[label].balanced;
      const did =
        measured === undefined
          ? ''
          : `  balanced ${part(measured.sensitivity)}/${part(measured.specificity)}, ${measured.positives} of ${measured.n}`;
      console.log(
        `  ${label.padEnd(17)} a ${a.toFixed(2)} b ${b.toFixed(2)}  thresholds ${points.join(' ')}${did}`,
      );
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
