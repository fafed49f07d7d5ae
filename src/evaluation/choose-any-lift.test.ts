import { describe, expect, it } from 'vitest';
import { applyPlatt, labelMap, liftAny, seededNormal, seededRandom, sigmoid } from '#base';
import { type ApplyDecision, chooseAnyLift } from './choose-any-lift.ts';
import type { JudgeStudy } from './fit-base.ts';
import { fitDecision } from './fit-decision.ts';
import { type FoldedSlice, fitFolds } from './fit-folds.ts';

/** One slice a study: nothing to mix, nothing to choose among. */
const judge: JudgeStudy = (placed) => ({
  slices: placed.map(({ probabilities }) => probabilities),
  study: placed[0]?.probabilities ?? labelMap(() => 0),
});

const apply: ApplyDecision<FoldedSlice> = (
  slices,
  { calibration, operatingPoints, anyLift, study },
) => {
  const judged = slices.map(({ truth, raw }) => {
    const own = labelMap((label) => applyPlatt(raw[label], calibration[label]));
    return { truth, probabilities: liftAny(own, operatingPoints, anyLift) };
  });
  return {
    slices: judged,
    studies: judged.map(({ truth, probabilities }) => ({
      truth,
      probabilities: liftAny(
        labelMap((label) => applyPlatt(probabilities[label], study.calibration[label])),
        study.operatingPoints,
        study.anyLift,
      ),
    })),
  };
};

/** Studies of which a third has a subdural hemorrhage; how far its number and that of `any` set them apart. */
function studies(apart: { readonly any: number; readonly subdural: number }) {
  const normal = seededNormal(seededRandom(6));
  return Array.from({ length: 300 }, (_, study): FoldedSlice => {
    const positive = study % 3 === 0;
    const score = (shift: number) => sigmoid(-2 + normal() + (positive ? shift : 0));
    return {
      study: `${study}`,
      position: 0,
      fold: study % 5,
      truth: labelMap((label) => positive && (label === 'any' || label === 'subdural')),
      raw: labelMap((label) =>
        label === 'any' ? score(apart.any) : score(label === 'subdural' ? apart.subdural : 0),
      ),
    };
  });
}

const choose = (slices: readonly FoldedSlice[]) => chooseAnyLift(fitFolds(slices, judge), apply);

describe('whether types raise any', () => {
  it('they do where the type tells what any does not', () => {
    const { choice, figures } = choose(studies({ any: 0.1, subdural: 6 }));
    expect(choice.slices).toBe('nameable');
    const [none, nameable] = figures;
    expect(nameable?.auc).toBeGreaterThan((none?.auc ?? 1) + 0.1);
    expect(nameable?.n).toBe(300);
  });

  it('they do not where any tells better by itself', () => {
    const { choice } = choose(studies({ any: 5, subdural: 1.5 }));
    expect(choice).toEqual({ slices: 'none', studies: 'none' });
  });

  it('they do where one fold has nothing to judge by', () => {
    const one = studies({ any: 5, subdural: 1.5 }).map((slice) => ({ ...slice, fold: 0 }));
    expect(choose(one)).toEqual({
      choice: { slices: 'nameable', studies: 'nameable' },
      figures: [],
    });
  });

  it('is written into what the manifest holds', () => {
    const fit = fitDecision(studies({ any: 5, subdural: 3 }), judge, {
      slices: 'none',
      studies: 'nameable',
    });
    expect([fit.anyLift, fit.study.anyLift]).toEqual(['none', 'nameable']);
  });
});
