import { describe, expect, it } from 'vitest';
import { hu, mm } from '#base';
import { brainEvidence } from './brain-evidence.ts';
import { huStatistics, implausibleHounsfield } from './hu-statistics.ts';
import { clipScene, HEAD_SHAPES, paintScene, type Shape } from './scene.fixture.ts';

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
