import { describe, expect, it } from 'vitest';
import { applyPlatt, LABELS, labelMap, seededRandom, sigmoid } from '#base';
import { bootstrapInterval } from './bootstrap.ts';
import { chooseThresholds, specificityThresholds } from './choose-thresholds.ts';
import { evaluateCases } from './evaluate-cases.ts';
import { fitPlatt, pooledSlope } from './fit-platt.ts';
import { rankScores } from './ranked-scores.ts';
import { auc, rocCurve } from './roc.ts';
import type { ScoredCase } from './scored-case.ts';
import { sixWayTable } from './six-way.ts';

/** A slice with the given types; probability .9 where it has a label, else .1. */
function aCase(id: string, patient: string, types: readonly string[]): ScoredCase {
  const has = (label: string) => (label === 'any' ? types.length > 0 : types.includes(label));
  return {
    id,
    patient,
    truth: labelMap(has),
    probabilities: labelMap((label) => (has(label) ? 0.9 : 0.1)),
  };
}

const HALF = labelMap(() => ({ highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.7 }));

describe('the ROC curve', () => {
  it('gives no area where a class is missing', () => {
    expect(auc(rankScores([0.1, 0.9], [1, 1]))).toBeNaN();
    expect(rocCurve(rankScores([0.1, 0.9], [0, 0]))).toEqual([]);
  });

  it('counts a row as often as its weight says', () => {
    const ranked = rankScores([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0]);
    const doubled = rankScores([0.9, 0.9, 0.8, 0.7, 0.6], [1, 1, 0, 1, 0]);
    expect(auc(ranked, [2, 1, 1, 1])).toBeCloseTo(auc(doubled), 12);
  });

  it('refuses scores that are no numbers', () => {
    expect(() => rankScores([0.1, Number.NaN], [0, 1])).toThrow('not a number');
  });
});

describe('the bootstrap', () => {
  it('draws whole patients, as many as there are, and is the same for the same seed', () => {
    const patients = ['a', 'a', 'b', 'c', 'c', 'c'];
    const seen: number[][] = [];
    const statistic = (weights: Float64Array) => {
      seen.push([...weights]);
      return weights[0] ?? 0;
    };
    const first = bootstrapInterval(patients, statistic, { rounds: 50, seed: 3 });
    for (const [a0, a1, b = 0, c0 = 0, c1, c2] of seen) {
      expect([a1, c1, c2]).toEqual([a0, c0, c0]);
      expect((a0 ?? 0) + b + c0).toBe(3);
    }
    expect(bootstrapInterval(patients, statistic, { rounds: 50, seed: 3 })).toEqual(first);
  });

  it('says nothing where the statistic mostly does not exist', () => {
    expect(bootstrapInterval(['a', 'b'], () => Number.NaN)).toBeNull();
  });
});

describe('operating points', () => {
  const random = seededRandom(11);
  const truth = Array.from({ length: 400 }, (_, n) => n % 5 === 0);
  const scores = truth.map((positive) => 0.6 * random() + (positive ? 0.3 : 0));
  const ranked = rankScores(scores, truth);
  const rate = (threshold: number, positive: boolean) => {
    const group = scores.filter((_, n) => truth[n] === positive);
    return group.filter((score) => score >= threshold).length / group.length;
  };

  it('reach their goals and rise', () => {
    const { highSensitivity, balanced, highSpecificity } = chooseThresholds(ranked);
    expect(rate(highSensitivity, true)).toBeGreaterThanOrEqual(0.95);
    expect(1 - rate(highSpecificity, false)).toBeGreaterThanOrEqual(0.95);
    expect(highSensitivity).toBeLessThanOrEqual(balanced);
    expect(balanced).toBeLessThanOrEqual(highSpecificity);
  });

  it('bound false positives alone, for types', () => {
    const { highSensitivity, balanced, highSpecificity } = specificityThresholds(ranked);
    const missed = [highSensitivity, balanced, highSpecificity].map((t) => 1 - rate(t, false));
    missed.forEach((specificity, n) => {
      expect(specificity).toBeGreaterThanOrEqual([0.9, 0.97, 0.99][n] ?? 1);
    });
  });

  it('are plain numbers where there is nothing to choose by', () => {
    expect(chooseThresholds(rankScores([0.2, 0.4], [0, 0]))).toEqual({
      highSensitivity: 0.3,
      balanced: 0.5,
      highSpecificity: 0.7,
    });
  });
});

describe('Platt scaling', () => {
  it('never turns the order round, however bad the model', () => {
    expect(fitPlatt([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1]).a).toBe(0.05);
  });

  it('changes nothing without both classes', () => {
    expect(fitPlatt([0.9, 0.8], [0, 0])).toEqual({ a: 1, b: 0 });
  });

  it('finds the one slope of labels whose offsets differ', () => {
    const random = seededRandom(3);
    const labels = [-1, 1].map((offset) => {
      const z = Array.from({ length: 4000 }, () => 4 * random() - 2);
      return {
        probabilities: z.map(sigmoid),
        truth: z.map((value) => random() < sigmoid(1.5 * value + offset)),
      };
    });
    const slope = pooledSlope([...labels, { probabilities: [0.2, 0.3], truth: [false, false] }]);
    expect(slope).toBeCloseTo(1.5, 1);
    expect(pooledSlope([])).toBe(1);
  });

  it('gives five patients neither a steep slope nor the offset that goes with it', () => {
    // Study scores of a type that is told badly lie close together, so chance alone can set the few positive ones apart.
    const random = seededRandom(4);
    const truth = Array.from({ length: 82 }, (_, n) => n < 5);
    const scores = truth.map((positive) => sigmoid(-3.6 + 0.5 * random() + (positive ? 0.35 : 0)));
    const free = fitPlatt(scores, truth);
    expect(free.a).toBeGreaterThan(3);
    expect(free.b).toBeGreaterThan(7);
    const held = fitPlatt(scores, truth, { mean: 1.3, standardDeviation: 0.3 });
    expect(Math.abs(held.a - 1.3)).toBeLessThan(0.3);
    expect(held.b).toBeLessThan(2.5);
    const meanOf = (fit: typeof held) =>
      scores.reduce((sum, p) => sum + applyPlatt(p, fit) / scores.length, 0);
    expect(meanOf(held)).toBeCloseTo(meanOf(free), 2); // The base rate is kept.
  });

  it('lets many patients speak for themselves', () => {
    const random = seededRandom(5);
    const z = Array.from({ length: 2000 }, () => 4 * random() - 2);
    const truth = z.map((value) => random() < sigmoid(3 * value));
    const held = fitPlatt(z.map(sigmoid), truth, { mean: 1.3, standardDeviation: 0.3 });
    expect(held.a).toBeGreaterThan(2.4);
  });
});

describe('six exclusive classes', () => {
  it('count right ones on the diagonal and leave out slices with several types', () => {
    const cases = [
      aCase('1', 'p', []),
      aCase('2', 'p', ['subdural']),
      aCase('3', 'p', ['subdural', 'epidural']),
    ].map(({ truth, probabilities }) => ({
      truth: labelMap((label) => truth[label] === true),
      probabilities,
    }));
    const table = sixWayTable(
      cases,
      labelMap(() => 0.5),
    );
    expect([table.n, table.leftOut, table.accuracy]).toEqual([2, 1, 1]);
    expect(table.matrix[5]?.[5]).toBe(1);
    expect(table.macro.f1).toBe(1);
  });

  it('have an F1 between precision and recall in every class', () => {
    const random = seededRandom(5);
    const cases = Array.from({ length: 300 }, () => {
      const type = LABELS[Math.floor(6 * random())] ?? 'any';
      return {
        truth: labelMap((label) => type !== 'any' && (label === 'any' || label === type)),
        probabilities: labelMap(() => random()),
      };
    });
    const table = sixWayTable(
      cases,
      labelMap(() => 0.5),
    );
    for (const { precision, recall, f1 } of Object.values(table.perClass)) {
      expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
      expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
    }
  });
});

describe('an evaluation', () => {
  const slices = ['p', 'q', 'r', 's'].flatMap((patient) => [
    aCase(`${patient}1`, patient, []),
    aCase(`${patient}2`, patient, patient < 'r' ? ['epidural'] : []),
  ]);

  it('has an n behind every figure, and null for what does not exist', () => {
    const result = evaluateCases({
      slices,
      studies: [],
      sliceThresholds: HALF,
      studyThresholds: HALF,
      bootstrap: { rounds: 40 },
    });
    expect(result.n).toEqual({ slices: 8, studies: 0, patients: 4, bootstrapRounds: 40 });
    expect(result.slice?.any).toMatchObject({ n: 8, positives: 2, positivePatients: 2, auc: 1 });
    expect(result.slice?.subdural).toMatchObject({ n: 8, positives: 0, auc: null, ci: null });
    expect(result.study).toBeNull();
  });

  it('leaves out what the labels do not name', () => {
    const unknown = { ...aCase('x', 'x', []), truth: labelMap(() => null) };
    const result = evaluateCases({
      slices: [...slices, unknown],
      studies: [],
      sliceThresholds: HALF,
      studyThresholds: HALF,
      bootstrap: { rounds: 10 },
    });
    expect(result.slice?.any.n).toBe(8);
  });
});
