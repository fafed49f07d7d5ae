import { LABELS, type LabelMap, labelMap } from '#base';
import type { BootstrapOptions } from './bootstrap.ts';
import type { Thresholds } from './choose-thresholds.ts';
import { type LabelFigures, labelFigures } from './label-figures.ts';
import { weightedLogLoss } from './log-loss.ts';
import type { ScoredCase } from './scored-case.ts';
import { type SixWayTable, sixWayTable } from './six-way.ts';

/** Slices, studies, and the operating points of each. */
export interface EvaluationInput {
  readonly slices: readonly ScoredCase[];
  readonly studies: readonly ScoredCase[];
  readonly sliceThresholds: LabelMap<Thresholds>;
  readonly studyThresholds: LabelMap<Thresholds>;
  readonly bootstrap?: BootstrapOptions;
}

/** What `evaluate --json` prints. */
export interface Evaluation {
  readonly n: {
    readonly slices: number;
    readonly studies: number;
    readonly patients: number;
    readonly bootstrapRounds: number;
  };
  /** null where the labels are of studies only. */
  readonly slice: LabelMap<LabelFigures> | null;
  readonly study: LabelMap<LabelFigures> | null;
  /** Six exclusive classes over slices at the balanced points. */
  readonly sixWay: SixWayTable | null;
  /** RSNA's weighted log loss over slices. */
  readonly logLoss: number | null;
  /** Expected calibration error of `any` over slices (or over studies, without slice labels). */
  readonly ece: number | null;
}

const hasTruth = ({ truth }: ScoredCase) => LABELS.some((label) => truth[label] !== null);

/** Cases with all six truths known. */
function complete(cases: readonly ScoredCase[]) {
  return cases
    .filter(({ truth }) => LABELS.every((label) => truth[label] !== null))
    .map(({ truth, probabilities }) => ({
      truth: labelMap((label) => truth[label] === true),
      probabilities,
    }));
}

/** All figures of an evaluation. Pure; the same input and seed give the same output. */
export function evaluateCases(input: EvaluationInput): Evaluation {
  const { sliceThresholds, studyThresholds, bootstrap = {} } = input;
  const slices = input.slices.filter(hasTruth);
  const studies = input.studies.filter(hasTruth);
  const whole = complete(slices);
  const slice = slices.length > 0 ? labelFigures(slices, sliceThresholds, bootstrap) : null;
  const study = studies.length > 0 ? labelFigures(studies, studyThresholds, bootstrap) : null;
  return {
    n: {
      slices: slices.length,
      studies: studies.length,
      patients: new Set([...slices, ...studies].map(({ patient }) => patient)).size,
      bootstrapRounds: bootstrap.rounds ?? 1000,
    },
    slice,
    study,
    sixWay:
      whole.length > 0
        ? sixWayTable(
            whole,
            labelMap((label) => sliceThresholds[label].balanced),
          )
        : null,
    logLoss: whole.length > 0 ? weightedLogLoss(whole) : null,
    ece: (slice ?? study)?.any.ece ?? null,
  };
}
