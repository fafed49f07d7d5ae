import { describe, expect, it } from 'vitest';
import { applyPlatt, type Label, labelMap, seededRandom } from '#base';
import type { JudgeStudy } from './fit-base.ts';
import { fitDecision } from './fit-decision.ts';
import { expectedCalibrationError, reliabilityBins } from './reliability.ts';

describe('fitDecision', () => {
  it('gives mixed slices a scale of their own, in which their numbers mean what they say', () => {
    const random = seededRandom(11);
    // Runs of positive slices, told well: a mean of three probabilities is nearer to the middle than the truth.
    const slices = Array.from({ length: 60 }, (_, study) =>
      Array.from({ length: 12 }, (_slice, position) => {
        const positive = study % 2 === 0 && position >= 3 && position <= 8;
        const p = 1 / (1 + Math.exp(-(4 * random() - 2 + (positive ? 1.2 : -1.2))));
        const truth = labelMap(() => positive);
        return { study: `${study}`, position, truth, raw: labelMap(() => p) };
      }),
    ).flat();
    const mix: JudgeStudy = (placed, { smoothing: [before, own, after] }) => {
      const at = (place: number, label: Label) =>
        (placed[place] ?? placed[Math.min(placed.length - 1, Math.max(0, place))])?.probabilities[
          label
        ] ?? 0;
      const mixed = placed.map((_, place) =>
        labelMap(
          (label) =>
            before * at(place - 1, label) + own * at(place, label) + after * at(place + 1, label),
        ),
      );
      return {
        slices: mixed,
        study: labelMap((label) => Math.max(...mixed.map((slice) => slice[label]))),
      };
    };
    const lift = { slices: 'none', studies: 'none' } as const;
    const { calibration, study } = fitDecision(slices, mix, lift);
    const scale = study.sliceCalibration?.any ?? { a: 1, b: 0 };
    const mixed = [...new Set(slices.map((slice) => slice.study))].flatMap((id) =>
      mix(
        slices
          .filter((slice) => slice.study === id)
          .map(({ position, raw }) => ({
            position,
            probabilities: labelMap((label) => applyPlatt(raw[label], calibration[label])),
          })),
        study,
      ).slices.map(({ any }) => any),
    );
    const truth = slices.map((slice) => slice.truth.any);
    const error = (scores: readonly number[]) =>
      expectedCalibrationError(reliabilityBins(scores, truth));
    expect(scale.a).toBeGreaterThan(1.2);
    expect(error(mixed.map((p) => applyPlatt(p, scale)))).toBeLessThan(error(mixed) / 2);
    // Where types raise `any`, scales of their own would undo it.
    const raised = fitDecision(slices, mix, { slices: 'nameable', studies: 'none' });
    expect(raised.study.sliceCalibration).toBeUndefined();
  });
});
