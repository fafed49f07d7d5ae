import { describe, expect, it } from 'vitest';
import { hu, mm } from '#base';
import { brainEvidence } from './brain-evidence.ts';
import { huStatistics, implausibleHounsfield } from './hu-statistics.ts';
import type { HuImage } from './preprocess-spec.ts';
import { clipScene, HEAD_SHAPES, paintScene, type Shape } from './scene.fixture.ts';
import { storedFaults } from './stored-faults.ts';

const CHEST: readonly Shape[] = [
  ['ellipse', 0.5, 0.5, 0.45, 0.33, 40],
  ['ellipse', 0.5, 0.5, 0.42, 0.3, 400],
  ['ellipse', 0.5, 0.5, 0.4, 0.28, 40],
  ['ellipse', 0.3, 0.48, 0.15, 0.22, -850],
  ['ellipse', 0.7, 0.48, 0.15, 0.22, -850],
  ['box', 0.5, 0.74, 0.05, 0.06, 400],
];

describe('brainEvidence', () => {
  const spacing = [mm(0.45), mm(0.45)] as const;

  it('finds the brain within its skull, also in data clipped to -20..100 HU', () => {
    const head = paintScene(512, 512, HEAD_SHAPES);
    const evidence = brainEvidence(head, spacing);
    expect(evidence.holdsBrain).toBe(true);
    expect(evidence.areaMm2).toBeGreaterThan(10_000);
    expect(brainEvidence(clipScene(head, -20, 100), spacing).holdsBrain).toBe(true);
    expect(brainEvidence(head, null).holdsBrain).toBe(true);
  });

  it('lets a craniotomy gap through', () => {
    const open = paintScene(512, 512, [...HEAD_SHAPES, ['box', 0.19, 0.5, 0.04, 0.06, 30]]);
    expect(brainEvidence(open, spacing).holdsBrain).toBe(true);
  });

  it('sees where the image ends within the skull, and not where a chin or a scalp touches its edge', () => {
    const head = paintScene(512, 512, HEAD_SHAPES);
    const part = (left: number, top: number, columns: number, rows: number): HuImage => {
      const values = new Float32Array(rows * columns);
      for (let y = 0; y < rows; y += 1) {
        const from = (top + y) * 512 + left;
        values.set(head.values.subarray(from, from + columns), y * columns);
      }
      return { rows, columns, values };
    };
    const cut = (image: HuImage) => [
      brainEvidence(image, spacing).cutByEdge,
      brainEvidence(clipScene(image, -20, 100), null).cutByEdge,
    ];
    expect(cut(head)).toEqual([false, false]);
    // The scalp ends at column 87, the skull's inside begins at 107; in rows at 76 and 97.
    expect(cut(part(86, 0, 426, 512))).toEqual([false, false]);
    expect(cut(part(96, 0, 416, 512))).toEqual([false, false]);
    expect(cut(part(140, 0, 372, 512))).toEqual([true, true]);
    expect(cut(part(0, 0, 330, 512))).toEqual([true, true]);
    expect(cut(part(0, 140, 512, 372))).toEqual([true, true]);
    expect(cut(part(0, 0, 512, 400))).toEqual([true, true]);
  });

  it.each([
    ['air', []],
    ['a chest', CHEST],
    ['a water phantom without a wall', [['ellipse', 0.5, 0.5, 0.4, 0.4, 2]] as Shape[]],
    [
      'a neck',
      [
        ['ellipse', 0.5, 0.5, 0.2, 0.2, 40],
        ['ellipse', 0.5, 0.55, 0.06, 0.06, 500],
        ['ellipse', 0.5, 0.55, 0.03, 0.03, 30],
      ] as Shape[],
    ],
  ])('finds none in %s', (_, shapes) => {
    expect(brainEvidence(paintScene(512, 512, shapes), spacing).holdsBrain).toBe(false);
  });
});

describe('huStatistics', () => {
  it('counts metal and air', () => {
    const image = { rows: 1, columns: 4, values: Float32Array.of(-1000, 30, 2500, 3000) };
    expect(huStatistics(image)).toEqual({
      min: -1000,
      max: 3000,
      metalFraction: 0.25,
      airFraction: 0.25,
    });
  });

  it('takes an empty image for air', () => {
    const empty = { rows: 0, columns: 0, values: new Float32Array(0) };
    expect(huStatistics(empty).airFraction).toBe(1);
  });
});

describe('implausibleHounsfield', () => {
  it.each([
    [300, 900],
    [0, 255],
    [0, 3071],
    [-1024, -5],
  ])('doubts a series from %d to %d', (min, max) => {
    expect(implausibleHounsfield({ min: hu(min), max: hu(max) })?.code).toBe(
      'implausible-hounsfield',
    );
  });

  it('trusts a usual head', () => {
    expect(implausibleHounsfield({ min: hu(-1024), max: hu(2100) })).toBeNull();
  });
});

describe('a head by its skull', () => {
  const spacing = [mm(0.45), mm(0.45)] as const;
  const looks = (shapes: readonly Shape[], scale = spacing) =>
    brainEvidence(paintScene(512, 512, shapes), scale).looksLikeHead;

  it('is seen in the middle of a head, with a craniotomy and without a stated spacing, too', () => {
    expect(looks(HEAD_SHAPES)).toBe(true);
    expect(looks([...HEAD_SHAPES, ['box', 0.19, 0.5, 0.04, 0.06, 30]])).toBe(true);
    expect(brainEvidence(paintScene(512, 512, HEAD_SHAPES), null).looksLikeHead).toBe(true);
    const clipped = clipScene(paintScene(512, 512, HEAD_SHAPES), -20, 100);
    expect(brainEvidence(clipped, spacing).looksLikeHead).toBe(true);
  });

  it('is not seen in a thorax whose ribs and spine surround enough tissue for brain', () => {
    // Ribs all round with fat between them, a heart and vessels within: seven directions of eight meet bone.
    const ribs = Array.from({ length: 14 }, (_, n): Shape => {
      const angle = (2 * Math.PI * n) / 14;
      return ['ellipse', 0.5 + 0.4 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle), 0.07, 0.05, 500];
    });
    const thorax: readonly Shape[] = [
      ['ellipse', 0.5, 0.5, 0.47, 0.37, -90],
      ...ribs,
      ['ellipse', 0.5, 0.5, 0.36, 0.27, -90],
      ['ellipse', 0.45, 0.42, 0.12, 0.1, 45],
      ['ellipse', 0.62, 0.6, 0.08, 0.07, 60],
      ['ellipse', 0.35, 0.62, 0.06, 0.05, 70],
      ['ellipse', 0.5, 0.74, 0.05, 0.05, 500],
    ];
    const evidence = brainEvidence(paintScene(512, 512, thorax), [mm(0.8), mm(0.8)]);
    expect(evidence.holdsBrain).toBe(true); // What made a chest pass for a head.
    expect(evidence.looksLikeHead).toBe(false);
  });

  it('is not seen in a limb, an animal’s head or a neck', () => {
    expect(looks(HEAD_SHAPES, [mm(0.15), mm(0.15)])).toBe(false);
    const limb: readonly Shape[] = [
      ['ellipse', 0.5, 0.5, 0.2, 0.2, 40],
      ['ellipse', 0.5, 0.5, 0.1, 0.1, 900],
      ['ellipse', 0.5, 0.5, 0.08, 0.08, 20],
    ];
    expect(looks(limb)).toBe(false);
  });

  it('counts the brain’s values, so that a shifted scale shows', () => {
    const { huCounts } = brainEvidence(paintScene(512, 512, HEAD_SHAPES), spacing);
    expect(huCounts.indexOf(Math.max(...huCounts))).toBe(33);
    expect(huCounts).toHaveLength(81);
  });
});

describe('storedFaults', () => {
  const head = paintScene(512, 512, HEAD_SHAPES);
  const changed = (change: (values: Float32Array) => void) => {
    const values = head.values.slice();
    change(values);
    return storedFaults({ ...head, values });
  };

  it('finds none in a head in clear air', () => {
    expect(storedFaults(head)).toMatchObject({ blank: false, cut: false });
  });

  it('finds halves that are blank, from any side', () => {
    const half = 512 * 256;
    expect(changed((values) => values.fill(-1024, half)).cut).toBe(true);
    expect(changed((values) => values.fill(0, 0, half)).cut).toBe(true);
    const across = (from: number, to: number) => (values: Float32Array) => {
      for (let y = 0; y < 512; y += 1) values.fill(-1024, y * 512 + from, y * 512 + to);
    };
    expect(changed(across(0, 240)).cut).toBe(true);
    expect(changed(across(250, 512)).cut).toBe(true);
    expect(changed((values) => values.fill(-1024))).toMatchObject({ blank: true, cut: false });
  });

  it('tells pixels apart, and equal ones not', () => {
    const same = storedFaults({ ...head, values: head.values.slice() });
    expect(same.fingerprint).toBe(storedFaults(head).fingerprint);
    const other = changed((values) => values.set([31], 512 * 256 + 256));
    expect(other.fingerprint).not.toBe(same.fingerprint);
  });
});
