import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededNormal, seededRandom } from '#base';
import { averageRunLength, falseAlarmShare, firstAlarm, limitFor, normalScore } from './cusum.ts';
import { watchDrift } from './drift.ts';
import { ksTest } from './kolmogorov-smirnov.ts';
import { normalBelow, normalQuantile } from './normal.ts';

const CHANCE = { seed: 3, rounds: 400 };
const normals = (n: number, seed: number, mean = 0) => {
  const normal = seededNormal(seededRandom(seed));
  return Array.from({ length: n }, () => mean + normal());
};

describe('the normal distribution', () => {
  it('has the values of the tables', () => {
    expect(normalBelow(0)).toBe(0.5);
    expect(normalBelow(1.959964)).toBeCloseTo(0.975, 7);
    expect(normalBelow(-3)).toBeCloseTo(0.0013498980316, 12);
    expect(normalBelow(4)).toBeCloseTo(1 - 3.167124183e-5, 12);
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845, 9);
  });

  it('is turned back by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 9);
      }),
    );
  });
});

describe('Kolmogorov and Smirnov', () => {
  it('has the greatest distance of the two distributions', () => {
    expect(ksTest([1, 2, 3], [4, 5, 6], CHANCE).statistic).toBe(1);
    expect(ksTest([1, 2, 3, 4], [1, 2, 3, 4], CHANCE)).toMatchObject({ statistic: 0, p: 1 });
    expect(ksTest([1, 2, 2, 3], [2, 3, 4, 4], CHANCE).statistic).toBe(0.5);
  });

  it('has the exact p of small samples: 2 of the 20 divisions of six values part them wholly', () => {
    const { p } = ksTest([1, 2, 3], [4, 5, 6], { seed: 1, rounds: 20_000 });
    expect(p).toBeGreaterThan(0.09);
    expect(p).toBeLessThan(0.11);
  });

  it('alarms as often as it says when nothing differs', () => {
    const ps = Array.from({ length: 200 }, (_, seed) => {
      const values = normals(70, seed + 1);
      return ksTest(values.slice(0, 40), values.slice(40), { seed, rounds: 199 }).p;
    });
    const share = ps.filter((p) => p <= 0.1).length / ps.length;
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.15);
  });
});

describe('the sequential alarm', () => {
  it('has the run lengths of the literature (two-sided CUSUM, k = 0.5)', () => {
    // Montgomery, Introduction to Statistical Quality Control, table 9.3.
    expect(averageRunLength(4)).toBeCloseTo(168, -1);
    expect(Math.abs(averageRunLength(5) - 465)).toBeLessThan(5);
    expect(averageRunLength(4, 1)).toBeCloseTo(8.38, 1);
    expect(averageRunLength(5, 1)).toBeCloseTo(10.4, 1);
    expect(averageRunLength(5, 2)).toBeCloseTo(4.01, 1);
  });

  it('has the limit for a wished run length', () => {
    expect(averageRunLength(limitFor(500))).toBeCloseTo(500, 3);
  });

  it('finds a shift within some studies and none before', () => {
    const limit = limitFor(1000);
    const stream = [...normals(40, 8), ...normals(40, 9, -2)];
    const alarm = firstAlarm(stream, limit);
    expect(alarm?.direction).toBe('lower');
    expect(alarm?.at).toBeGreaterThanOrEqual(40);
    expect(alarm?.at).toBeLessThan(50);
  });

  it('says that a small reference alarms falsely more often than a large one', () => {
    const share = (n: number) =>
      falseAlarmShare(limitFor(500), { n, within: 100, seed: 1, rounds: 200 });
    // Of a known distribution: 1 - exp(-100 / 500), less what the start takes.
    expect(share(20_000)).toBeLessThan(0.25);
    expect(share(20)).toBeGreaterThan(share(20_000));
  });

  it('scores values by rank, ties in the middle', () => {
    const reference = [1, 2, 2, 3];
    expect(normalScore(reference, 2)).toBeCloseTo(0);
    expect(normalScore(reference, 0)).toBeCloseTo(-normalScore(reference, 9));
    expect(normalScore(reference, 9)).toBeGreaterThan(normalScore(reference, 3));
  });
});

describe('the watch', () => {
  const alertness = { falseAlarmRate: 0.01, runLength: 500 };
  const reference = { scores: normals(80, 1), brainHu: normals(80, 2, 30) };

  it('is silent over the same, and names what moved', () => {
    const same = watchDrift(
      reference,
      { scores: normals(60, 3), brainHu: normals(60, 4, 30) },
      alertness,
      CHANCE,
    );
    expect(same?.tests.map(({ alarm }) => alarm)).toEqual([false, false]);
    const moved = watchDrift(
      reference,
      { scores: normals(60, 3), brainHu: normals(60, 4, 32) },
      alertness,
      CHANCE,
    );
    expect(moved?.tests.map(({ what, alarm }) => [what, alarm])).toEqual([
      ['scores', false],
      ['brainHu', true],
    ]);
    expect(moved?.sequential[1]?.alarm?.direction).toBe('higher');
  });

  it('watches nothing where the reference is too small', () => {
    const few = { scores: normals(19, 1), brainHu: [] };
    expect(watchDrift(few, few, alertness, CHANCE)).toBeNull();
  });
});
