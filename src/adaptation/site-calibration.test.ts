import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlatt, labelMap } from '#base';
import { parseSiteCalibration, withSiteCalibration } from './site-calibration.ts';

const FILE = {
  format: 'ich-triage-site-calibration' as const,
  version: 2 as const,
  model: { id: 'm', hash: 'abc' },
  any: {
    scaling: { a: 0.8, b: 0.5 },
    operatingPoints: { highSensitivity: 0.2, balanced: 0.4, highSpecificity: 0.7 },
  },
  basis: {
    studies: 80,
    positives: 30,
    days: ['2026-11-01', '2026-11-27'] as const,
    changes: ['scaling'],
  },
};
const points = { highSensitivity: 0.1, balanced: 0.3, highSpecificity: 0.6 };
const MANIFEST = {
  title: 'M',
  study: {
    calibration: labelMap(() => ({ a: 1.4, b: 1 })),
    operatingPoints: labelMap(() => points),
    anyLift: 'none' as const,
    measured: {},
  },
};

describe('a site calibration', () => {
  it('comes back as it was written', () => {
    expect(parseSiteCalibration('c.json', JSON.stringify(FILE))).toEqual(FILE);
  });

  it('of version 1 is read, its days not known', () => {
    const { days: _, ...basis } = FILE.basis;
    expect(parseSiteCalibration('c.json', JSON.stringify({ ...FILE, version: 1, basis }))).toEqual({
      ...FILE,
      basis: { ...basis, days: null },
    });
  });

  it.each([
    ['{', /c\.json: is no JSON/],
    ['{}', /is no site calibration/],
    [JSON.stringify({ ...FILE, version: 3 }), /is of version 3, and up to 2 is read/],
    [JSON.stringify({ ...FILE, version: 'x' }), /no version that is known/],
    [JSON.stringify({ ...FILE, model: {} }), /which model/],
    [JSON.stringify({ ...FILE, any: { ...FILE.any, scaling: { a: -1, b: 0 } } }), /scaling/],
    [
      JSON.stringify({
        ...FILE,
        any: { ...FILE.any, operatingPoints: { ...points, balanced: 0.9 } },
      }),
      /not three rising/,
    ],
    [JSON.stringify({ ...FILE, basis: null }), /what it rests on/],
  ])('is refused in words: %#', (text, words) => {
    expect(() => parseSiteCalibration('c.json', text)).toThrow(words);
  });

  it('never lets another shape through', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => parseSiteCalibration('c.json', text)).toThrow(
          expect.objectContaining({ code: 'bad-verdicts' }),
        );
      }),
    );
  });

  it('goes on top of the package’s, of any alone, and says so', () => {
    const { title, study } = withSiteCalibration(MANIFEST, 'abc', FILE);
    expect(title).toBe('M, calibrated on 80 studies of the site');
    expect(study.operatingPoints.any).toEqual(FILE.any.operatingPoints);
    expect(study.operatingPoints.subdural).toEqual(points);
    expect(study).not.toHaveProperty('measured');
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (raw) => {
        const twice = applyPlatt(applyPlatt(raw, { a: 1.4, b: 1 }), FILE.any.scaling);
        expect(applyPlatt(raw, study.calibration.any)).toBeCloseTo(twice, 6);
        expect(study.calibration.subdural).toEqual({ a: 1.4, b: 1 });
      }),
    );
  });

  it('is refused for another package, and where types raise any', () => {
    expect(() => withSiteCalibration(MANIFEST, 'xyz', FILE)).toThrow(/xyz is loaded/);
    const lifted = { ...MANIFEST, study: { ...MANIFEST.study, anyLift: 'nameable' as const } };
    expect(() => withSiteCalibration(lifted, 'abc', FILE)).toThrow(/types raise/);
  });
});
