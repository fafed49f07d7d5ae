import { describe, expect, it } from 'vitest';
import { LABELS, labelMap, seededRandom } from '#base';
import type { JudgeStudy } from './fit-base.ts';
import { fitDecision } from './fit-decision.ts';

describe('the fitted decision', () => {
  it('takes the rule with the best study AUC, and rising thresholds for every label', () => {
    const random = seededRandom(7);
    // A positive study has three middling slices, a negative one a single high one: only a mean of several tells them.
    const slices = Array.from({ length: 40 }, (_, study) =>
      Array.from({ length: 8 }, (_slice, position) => {
        const positive = study % 2 === 0;
        const high = positive ? position < 5 : position === 0;
        const p = high ? (positive ? 0.7 : 0.8) + 0.1 * random() : 0.1 * random();
        return {
          study: `${study}`,
          position,
          truth: labelMap(() => positive && high),
          raw: labelMap(() => p),
        };
      }),
    ).flat();
    const judge: JudgeStudy = (placed, { k }) => ({
      slices: placed.map(({ probabilities }) => probabilities),
      study: labelMap((label) => {
        const top = placed.map((s) => s.probabilities[label]).sort((a, b) => b - a);
        return top.slice(0, k).reduce((sum, p) => sum + p / k, 0);
      }),
    });
    const fit = fitDecision(slices, judge);
    expect(fit.study.k).toBeGreaterThan(1);
    expect(fit.study.smoothing).toEqual([0, 1, 0]); // Nothing is gained by it here.
    for (const label of LABELS) {
      const { highSensitivity, balanced, highSpecificity } = fit.operatingPoints[label];
      expect(highSensitivity).toBeLessThanOrEqual(balanced);
      expect(balanced).toBeLessThanOrEqual(highSpecificity);
    }
  });

  it('mixes a slice with its neighbors where that tells positive slices better', () => {
    const random = seededRandom(8);
    // Three slices of eight in a row are positive, and every answer is noisy by itself.
    const slices = Array.from({ length: 60 }, (_, study) =>
      Array.from({ length: 8 }, (_slice, position) => {
        const positive = study % 2 === 0 && position >= 3 && position <= 5;
        const p = 0.4 + 0.5 * random() + (positive ? 0.08 : 0);
        return {
          study: `${study}`,
          position,
          truth: labelMap(() => positive),
          raw: labelMap(() => p),
        };
      }),
    ).flat();
    const judge: JudgeStudy = (placed, { smoothing: [before, own, after] }) => {
      const mixed = placed.map(({ probabilities }, place) =>
        labelMap(
          (label) =>
            before * (placed[place - 1] ?? { probabilities }).probabilities[label] +
            own * probabilities[label] +
            after * (placed[place + 1] ?? { probabilities }).probabilities[label],
        ),
      );
      const study = labelMap((label) => Math.max(...mixed.map((slice) => slice[label])));
      return { slices: mixed, study };
    };
    expect(fitDecision(slices, judge).study.smoothing).not.toEqual([0, 1, 0]);
  });

  it('never flags a type that its scores do not tell, and shows it all the same', () => {
    const random = seededRandom(9);
    const slices = Array.from({ length: 40 }, (_, study) => {
      const truth = labelMap((label) =>
        label === 'subarachnoid' ? study % 5 === 0 : study % 2 === 0,
      );
      const raw = labelMap((label) =>
        label === 'subarachnoid' ? random() : 0.6 * random() + (truth[label] ? 0.4 : 0),
      );
      return { study: `${study}`, position: 0, truth, raw };
    });
    const judge: JudgeStudy = (placed) => {
      const probabilities = placed.map((slice) => slice.probabilities);
      return {
        slices: probabilities,
        study: labelMap((label) => Math.max(...probabilities.map((each) => each[label]))),
      };
    };
    const fit = fitDecision(slices, judge);
    for (const points of [fit.operatingPoints, fit.study.operatingPoints]) {
      expect(Object.values(points.subarachnoid)).toEqual([1, 1, 1]);
      expect(points.subdural.highSpecificity).toBeLessThan(1);
      expect(points.any.highSpecificity).toBeLessThan(1);
    }
  });
});
