import { describe, expect, it } from 'vitest';
import { LABELS, seededRandom } from '#base';
import { intracranial, PLANE_SIDE } from '#imaging';
import { BASELINES } from './baselines.ts';
import { paintedHead } from './head.fixture.ts';
import { headOfPlane } from './head.ts';
import { largestDenseArea } from './hu-threshold.ts';
import { FEATURE_COUNT, regionFeatures } from './region-features.ts';
import { denseRegionScore } from './split-and-merge.ts';

const BLEED = { x: 60, y: 90, radius: 8, hu: 70 };
const clean = headOfPlane(paintedHead(null));
const bleeding = headOfPlane(paintedHead(BLEED));
const air = headOfPlane(new Float32Array(PLANE_SIDE ** 2).fill(-20));

describe('the inside of the skull', () => {
  it('is the brain without the pixels along the bone', () => {
    const radius = Math.sqrt(intracranial(paintedHead(null)).area / Math.PI);
    expect(radius).toBeGreaterThan(56);
    expect(radius).toBeLessThan(59.5);
  });

  it('keeps a clot so dense that it reads as bone, and has nothing in air', () => {
    const dense = intracranial(paintedHead({ ...BLEED, radius: 4, hu: 105 }));
    expect(dense.area).toBe(clean.inside.area);
    expect(air.inside.area).toBe(0);
  });
});

describe('fixed thresholds', () => {
  it('measure the bleed and nothing else', () => {
    const disk = (Math.PI * BLEED.radius ** 2) / PLANE_SIDE ** 2;
    expect(largestDenseArea(clean)).toBe(0);
    expect(largestDenseArea(bleeding) / disk).toBeCloseTo(1, 0);
    expect(denseRegionScore(clean)).toBe(0);
    expect(denseRegionScore(bleeding) / disk).toBeCloseTo((BLEED.hu - 60) / 10, 0);
  });

  it('do not see blood as dark as brain', () => {
    const dark = headOfPlane(paintedHead({ ...BLEED, hu: 40 }));
    expect([largestDenseArea(dark), denseRegionScore(dark)]).toEqual([0, 0]);
  });
});

describe('what the small network is shown', () => {
  it('is finite numbers, zeros where there is no head', () => {
    for (const head of [clean, bleeding]) {
      const numbers = regionFeatures(head);
      expect(numbers).toHaveLength(FEATURE_COUNT);
      expect([...numbers].every(Number.isFinite)).toBe(true);
    }
    expect([...regionFeatures(air)]).toEqual(new Array(FEATURE_COUNT).fill(0));
  });

  it('says that a region is there, how dense, how round and how far from the skull', () => {
    const [present, , excess, , , , eccentricity, , , along] = regionFeatures(bleeding).slice(17);
    expect(present).toBe(1);
    expect(excess).toBeGreaterThan(25);
    expect(eccentricity).toBeLessThan(0.4);
    expect(along).toBe(0);
    const beside = headOfPlane(paintedHead({ ...BLEED, x: 80, y: 134 }));
    expect(regionFeatures(beside)[26]).toBeGreaterThan(0.15);
    expect(regionFeatures(clean)[17]).toBe(0);
  });
});

/** Heads without blood, with a deep bleed (IPH) and with one at the skull (EDH). */
function examples(count: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const kind = index % 3;
    const angle = random() * 2 * Math.PI;
    const far = kind === 1 ? 10 + 10 * random() : 54;
    const bleed = {
      x: 80 + far * Math.cos(angle),
      y: 80 + far * Math.sin(angle),
      radius: 5 + 3 * random(),
      hu: 60 + 15 * random(),
    };
    return {
      plane: paintedHead(kind === 0 ? null : bleed, index),
      labels: [Number(kind > 0), Number(kind === 2), Number(kind === 1), 0, 0, 0],
    };
  });
}

/** Examples as a baseline measures them. */
const measuredBy = (
  baseline: (typeof BASELINES)[number] | undefined,
  count: number,
  seed: number,
) =>
  examples(count, seed).map(({ plane, labels }) => ({
    measured: baseline?.measure(headOfPlane(plane)) ?? new Float64Array(),
    labels,
  }));

describe('the anomaly score', () => {
  const scorer = BASELINES.find(({ id }) => id === 'autoencoder-anomaly');
  const measured = (count: number, seed: number) => measuredBy(scorer, count, seed);
  const taught = measured(60, 1);
  const scoresOf = (examined: readonly { readonly measured: Float64Array }[]) => {
    const fitted = scorer?.fit(taught);
    return examined.map((each) => fitted?.score(each.measured)[0] ?? Number.NaN);
  };

  it('is higher for every bleed than for any head without', () => {
    const others = measured(30, 2);
    const scores = scoresOf(others);
    const of = (label: number) => scores.filter((_, index) => others[index]?.labels[0] === label);
    expect(Math.min(...of(1))).toBeGreaterThan(Math.max(...of(0)));
  });

  it('learns nothing of slices with blood', () => {
    const without = scorer?.fit(taught.filter(({ labels }) => labels[0] === 0));
    const [bled] = measured(2, 3).slice(1);
    const numbers = bled?.measured ?? new Float64Array();
    expect(without?.score(numbers)).toEqual(scorer?.fit(taught).score(numbers));
  });
});

describe('every baseline', () => {
  it.each(BASELINES.map((baseline) => [baseline.id, baseline] as const))(
    '%s scores six labels from 0 to 1, or says that it tells none',
    (_, baseline) => {
      const taught = [clean, bleeding, air].map((head, index) => ({
        measured: baseline.measure(head),
        labels: [index % 2, 0, index % 2, 0, 0, 0],
      }));
      const scores = baseline.fit(taught).score(baseline.measure(bleeding));
      expect(scores).toHaveLength(LABELS.length);
      expect(scores[0]).not.toBeNull();
      for (const score of scores.filter((value) => value !== null)) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    },
  );

  it('that learns tells types of heads that it has not seen', () => {
    const learner = BASELINES.find(({ id }) => id === 'watershed-glcm-mlp');
    const measured = (count: number, seed: number) => measuredBy(learner, count, seed);
    const fitted = learner?.fit(measured(36, 1));
    const right = measured(18, 2).filter(({ measured: numbers, labels }) => {
      const scores = fitted?.score(numbers) ?? [];
      return labels
        .slice(0, 3)
        .every((label, index) => (scores[index] ?? 0) > 0.5 === (label === 1));
    });
    expect(right.length).toBeGreaterThanOrEqual(13);
  });
});
