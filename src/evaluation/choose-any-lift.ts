import type { AnyLift, LabelMap } from '#base';
import type { FitSlice } from './fit-base.ts';
import { type DecisionFit, finishFit, type LiftChoice } from './fit-decision.ts';
import type { FoldFit } from './fit-folds.ts';
import { rankScores } from './ranked-scores.ts';
import { auc } from './roc.ts';

interface Judged {
  readonly truth: LabelMap<boolean | null>;
  readonly probabilities: LabelMap<number>;
}

/** Slices and their studies under a decision, as the app judges them: the caller passes the app's own code. */
export type ApplyDecision<Slice> = (
  slices: readonly Slice[],
  decision: DecisionFit,
) => { readonly slices: readonly Judged[]; readonly studies: readonly Judged[] };

/** How well `any` does under one choice, each fold under a decision that was fitted on the others. */
export interface LiftFigures {
  readonly level: 'slices' | 'studies';
  readonly lift: AnyLift;
  readonly n: number;
  /** Mean negative log likelihood of `any`. */
  readonly logLoss: number;
  /** NaN where a class is missing. */
  readonly auc: number;
}

/** What was chosen, and by which figures; none where there are no two folds to judge by. */
export interface LiftEvidence {
  readonly choice: LiftChoice;
  readonly figures: readonly LiftFigures[];
}

/** The simpler one first: it stands unless the other is better. */
const OPTIONS: readonly AnyLift[] = ['none', 'nameable'];
/** Probabilities nearer to 0 and 1 count as this near: one miss must not weigh as much as all others. */
const EDGE = 1e-4;
/** Smaller differences in log loss are none. */
const TIE = 1e-6;

function figuresOf(level: LiftFigures['level'], lift: AnyLift, cases: readonly Judged[]) {
  const scores = cases.map(({ probabilities }) => probabilities.any);
  const truth = cases.map(({ truth: { any } }) => any === true);
  const losses = scores.map((p, n) => {
    const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
    return -Math.log(truth[n] === true ? inside : 1 - inside);
  });
  const logLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return { level, lift, n: cases.length, logLoss, auc: auc(rankScores(scores, truth)) };
}

/** The least log loss; where they are equal, the larger area; where that is, too, the first. */
const better = (a: LiftFigures, b: LiftFigures): LiftFigures => {
  if (Math.abs(a.logLoss - b.logLoss) > TIE) return b.logLoss < a.logLoss ? b : a;
  return b.auc > a.auc + 1e-9 ? b : a;
};

/**
 * Decides by evidence whether the types that may be named raise `any`, first of slices, then of studies: the choice with the least
 * log loss of `any`, where each fold is judged under a decision that was fitted on the other folds. Without folds to judge by they
 * raise it.
 */
export function chooseAnyLift<Slice extends FitSlice>(
  folds: readonly FoldFit<Slice>[],
  apply: ApplyDecision<Slice>,
): LiftEvidence {
  if (folds.length === 0) {
    return { choice: { slices: 'nameable', studies: 'nameable' }, figures: [] };
  }
  const under = (level: LiftFigures['level'], lift: AnyLift, choice: LiftChoice) =>
    figuresOf(
      level,
      lift,
      folds.flatMap(({ base, held }) => apply(held, finishFit(base, choice))[level]),
    );
  const ofSlices = OPTIONS.map((lift) => under('slices', lift, { slices: lift, studies: 'none' }));
  const chosen = ofSlices.reduce(better).lift;
  const ofStudies = OPTIONS.map((lift) =>
    under('studies', lift, { slices: chosen, studies: lift }),
  );
  return {
    choice: { slices: chosen, studies: ofStudies.reduce(better).lift },
    figures: [...ofSlices, ...ofStudies],
  };
}
