import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlatt } from '#base';
import { fitNear } from './fit-near.ts';
import { atPrior, estimatePrevalence } from './prevalence.ts';
import { proposalText } from './proposal-text.ts';
import { proposeAdaptation } from './propose.ts';
import { proposeThresholds } from './propose-thresholds.ts';
import { recalibrate } from './recalibrate.ts';
import { madeSite } from './site.fixture.ts';
import { type SiteCase, usableCases } from './site-case.ts';

const CHANCE = { seed: 7, rounds: 200 };
const PRESENT = { highSensitivity: 0.15, balanced: 0.5, highSpecificity: 0.85 };
const MODEL = { id: 'm', hash: 'h', thresholds: PRESENT, prevalence: 0.5 };
const ALERTNESS = { falseAlarmRate: 0.01, runLength: 500 };

const one = (key: string, bleeding: boolean, probability = 0.5): SiteCase => ({
  key,
  patient: key,
  probability,
  bleeding,
});
const ten = Array.from({ length: 10 }, (_, at) => one(`s${at}`, at < 5));

describe('verdicts that can be used', () => {
  it.each([
    [[...ten, one('s0', false)], 'bad-verdicts', /s0 is called hemorrhage and none/],
    [[...ten, one('s0', true, 0.4)], 'bad-verdicts', /two probabilities/],
    [[...ten, one('x', true, Number.NaN)], 'bad-verdicts', /NaN/],
    [ten.map((each) => ({ ...each, bleeding: true })), 'one-class', /^Every one of the 10/],
    [ten.map((each) => ({ ...each, bleeding: false })), 'one-class', /^None of the 10/],
    [ten.slice(0, 9), 'too-few', /^9 studies/],
    [[], 'too-few', /^0 studies/],
  ] as const)('are refused with words: %#', (cases, code, message) => {
    expect(() => usableCases(cases)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('count once where a study is given twice alike', () => {
    expect(usableCases([...ten, ...ten])).toEqual(ten);
  });
});

describe('a calibration held near the package’s', () => {
  it('is the package’s without cases, and near it with one', () => {
    expect(fitNear({ probabilities: [], truth: [] })).toEqual({ a: 1, b: 0 });
    const { a, b } = fitNear({ probabilities: [0.5], truth: [true] });
    expect(a).toBeCloseTo(1);
    // The root of b = 1 - sigmoid(b): half of the gradient of one study against a deviation of 1.
    expect(b).toBeCloseTo(0.401, 3);
  });

  it('finds what was done to the logit, with enough studies', () => {
    const cases = madeSite({ n: 4000, prevalence: 0.5, seed: 1, distort: (z) => (z - 1) / 1.4 });
    const { a, b } = recalibrate(cases, { seed: 1, rounds: 20 }).scaling;
    expect(a).toBeGreaterThan(1.3);
    expect(a).toBeLessThan(1.5);
    expect(b).toBeGreaterThan(0.85);
    expect(b).toBeLessThan(1.15);
  });

  it('never turns the scale round, whatever the verdicts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
          maxLength: 40,
        }),
        (pairs) => {
          const scaling = fitNear({
            probabilities: pairs.map(([p]) => p),
            truth: pairs.map(([, bleeding]) => bleeding),
          });
          expect(scaling.a).toBeGreaterThanOrEqual(0.05);
          expect(Number.isFinite(scaling.b)).toBe(true);
        },
      ),
    );
  });

  it('is proposed where the site is off, and seldom where it is not', () => {
    const proposed = (n: number, distort?: (z: number) => number) =>
      Array.from({ length: 40 }, (_, seed) =>
        recalibrate(
          madeSite({ n, prevalence: 0.5, seed: seed + 1, ...(distort ? { distort } : {}) }),
          CHANCE,
        ),
      ).filter(({ changes }) => changes).length;
    expect(proposed(60)).toBeLessThanOrEqual(4);
    expect(proposed(100, (z) => z - 2)).toBeGreaterThanOrEqual(36);
  });

  it('is not proposed of too few of a class, and says so', () => {
    const cases = Array.from({ length: 60 }, (_, at) => one(`s${at}`, at < 4, 0.9));
    const { changes, reason } = recalibrate(cases, CHANCE);
    expect(changes).toBe(false);
    expect(reason).toMatch(/^4 studies of a class are too few/);
  });
});

describe('operating points', () => {
  it('have the figures of counting by hand, with Wilson’s intervals', () => {
    const cases = madeSite({ n: 200, prevalence: 0.5, seed: 3 });
    const { before } = proposeThresholds(cases, PRESENT, CHANCE).balanced;
    const bleeding = cases.filter((each) => each.bleeding);
    expect(before.sensitivity.part).toBe(
      bleeding.filter(({ probability }) => probability >= 0.5).length,
    );
    expect(before.sensitivity.n + before.specificity.n).toBe(200);
    const [low, high] = before.sensitivity.interval;
    expect(low).toBeLessThan(before.sensitivity.value);
    expect(high).toBeGreaterThan(before.sensitivity.value);
  });

  it('stay where few studies speak', () => {
    const proposal = proposeThresholds(
      madeSite({ n: 36, prevalence: 0.5, seed: 3 }),
      PRESENT,
      CHANCE,
    );
    for (const { changes, reason } of Object.values(proposal)) {
      expect(changes).toBe(false);
      expect(reason).toMatch(/too few: at least 20 of each/);
    }
  });

  it('move where a site’s numbers are all lower', () => {
    const cases = madeSite({ n: 200, prevalence: 0.5, seed: 5, distort: (z) => z - 3 });
    const { highSensitivity } = proposeThresholds(cases, PRESENT, CHANCE);
    expect(highSensitivity.changes).toBe(true);
    expect(highSensitivity.before.sensitivity.value).toBeLessThan(0.7);
    expect(highSensitivity.chosen.sensitivity.value).toBeGreaterThan(0.85);
  });

  it('rise, whatever moves', () => {
    fc.assert(
      fc.property(
        fc.record({
          n: fc.integer({ min: 10, max: 120 }),
          prevalence: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
          seed: fc.integer({ min: 1, max: 10_000 }),
          shift: fc.double({ min: -4, max: 4, noNaN: true }),
        }),
        ({ shift, ...site }) => {
          const cases = madeSite({ ...site, distort: (z) => z + shift });
          const points = proposeThresholds(cases, PRESENT, { seed: 1, rounds: 20 });
          const [low = 0, middle = 0, high = 0] = (
            ['highSensitivity', 'balanced', 'highSpecificity'] as const
          ).map((point) => {
            const { changes, before, chosen } = points[point];
            return (changes ? chosen : before).threshold;
          });
          expect(low).toBeLessThanOrEqual(middle);
          expect(middle).toBeLessThanOrEqual(high);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the prevalence', () => {
  it('exchanged is Bayes’ rule', () => {
    expect(atPrior(0.5, 0.5, 0.1)).toBeCloseTo(0.1);
    expect(atPrior(0.9, 0.5, 0.1)).toBeCloseTo(0.5);
    expect(atPrior(atPrior(0.37, 0.4, 0.05), 0.05, 0.4)).toBeCloseTo(0.37);
  });

  it('is found from probabilities alone where they are calibrated', () => {
    const scores = madeSite({ n: 5000, prevalence: 0.1, seed: 2 }).map((each) => each.probability);
    expect(estimatePrevalence(scores, 0.5)).toBeCloseTo(0.1, 1);
    expect(Math.abs(estimatePrevalence(scores, 0.5) - 0.1)).toBeLessThan(0.02);
  });

  it('is a fixed point: the mean of what it makes of the probabilities', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (scores, trained) => {
          const found = estimatePrevalence(scores, trained);
          const mean =
            scores.reduce((sum, p) => sum + atPrior(p, trained, found), 0) / scores.length;
          expect(mean).toBeCloseTo(found, 4);
        },
      ),
    );
  });
});

describe('a proposal', () => {
  const propose = (cases: readonly SiteCase[]) =>
    proposeAdaptation(
      {
        cases,
        watched: { scores: cases.map(({ probability }) => probability), brainHu: [] },
        reference: null,
        days: null,
      },
      MODEL,
      { ...CHANCE, alertness: ALERTNESS },
    );

  it('of a site like the package is none', () => {
    const proposal = propose(madeSite({ n: 60, prevalence: 0.5, seed: 11 }));
    expect(proposal.calibration).toBeNull();
    expect(proposalText(proposal)).toContain('Nothing is proposed: the package stays as it is.');
  });

  it('of a new scale alone moves no flag', () => {
    const cases = madeSite({ n: 36, prevalence: 0.5, seed: 8, distort: (z) => z - 2.5 });
    const { calibration, recalibration } = propose(cases);
    expect(recalibration.changes).toBe(true);
    expect(calibration?.basis).toEqual({
      studies: 36,
      positives: 18,
      days: null,
      changes: ['scaling'],
    });
    const { scaling = { a: 1, b: 0 }, operatingPoints = PRESENT } = calibration?.any ?? {};
    for (const { probability } of cases) {
      const after = applyPlatt(probability, scaling);
      expect(after >= operatingPoints.balanced).toBe(probability >= PRESENT.balanced);
      expect(after >= operatingPoints.highSensitivity).toBe(probability >= PRESENT.highSensitivity);
    }
  });

  it('is the same for the same seed', () => {
    const cases = madeSite({ n: 80, prevalence: 0.3, seed: 9, distort: (z) => z / 2 });
    expect(propose(cases)).toEqual(propose(cases));
  });
});
