import { countOf, LABEL_ABBREVIATIONS, LABELS } from '#base';
import { evaluateCases } from '#evaluation';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { type CrossFitted, crossFit } from './evaluate/cross-fit.ts';
import { EVALUATE_USAGE, parseEvaluateOptions } from './evaluate/options.ts';
import { type EvaluationSet, evaluationSet } from './evaluate/run.ts';
import { evaluationPlots } from './evaluate/svg.ts';
import { evaluationText } from './evaluate/text.ts';
import { writableFolder } from './output-file.ts';
import { writeAll } from './write-whole.ts';

function crossFittedText(crossFitted: CrossFitted | null): string {
  if (crossFitted === null) return '';
  const shown = (value: number | null) => (value === null ? 'n/a' : value.toFixed(2));
  const { n, logLoss, ece, slice, study } = crossFitted;
  const lines = LABELS.map((label) => {
    const pair = (figures: typeof slice) => {
      const { sensitivity, specificity } = figures[label].balanced;
      return `${shown(sensitivity)}/${shown(specificity)}`;
    };
    return `  ${LABEL_ABBREVIATIONS[label]}  slices ${pair(slice)}  studies ${pair(study)}`;
  });
  return [
    '',
    `Cross-fitted over ${n.folds} folds (calibration and thresholds from the other folds): log loss ${logLoss.toFixed(4)}, ECE of any ${ece.toFixed(4)}, n = ${countOf(n.slices, 'slice')}, ${countOf(n.studies, 'study', 'studies')}; sensitivity/specificity, balanced:`,
    ...lines,
    '',
  ].join('\n');
}

const plotsOf = (set: EvaluationSet) => [
  ...(set.slices.some(({ truth }) => truth.any !== null)
    ? evaluationPlots('slices', set.slices)
    : []),
  ...(set.studies.length > 0 ? evaluationPlots('studies', set.studies) : []),
];

async function evaluate({ args, signal, progress, print }: Shell): Promise<ExitStatus> {
  const options = parseEvaluateOptions(args);
  // An unwritable place is found before the work.
  if (options.out !== null) await writableFolder(options.out);
  const onSlice = (done: number, total: number) => progress.bar('slices', done, total);
  const set = await evaluationSet(options, { onSlice, signal });
  const evaluation = evaluateCases({
    slices: set.slices,
    studies: set.studies,
    sliceThresholds: set.decision.operatingPoints,
    studyThresholds: set.decision.study.operatingPoints,
    bootstrap: { rounds: options.rounds, seed: options.seed },
  });
  const crossFitted = set.outOfFold === null ? null : crossFit(set.outOfFold);
  const report = {
    ...evaluation,
    crossFitted,
    model: set.model,
    title: set.title,
    notes: set.notes,
    seed: options.seed,
  };
  const json = JSON.stringify(report, null, 2);
  const text = evaluationText(set.title, set.notes, evaluation);
  print(options.json ? json : `${text}\n${crossFittedText(crossFitted)}`.trimEnd());
  if (options.out !== null) {
    await writeAll(options.out, new Map([['metrics.json', `${json}\n`], ...plotsOf(set)]));
  }
  return EXIT.done;
}

await runCommand({ usage: EVALUATE_USAGE, run: evaluate });
