import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlatt, LABELS, labelMap } from '#base';
import { aggregateStudy } from './aggregate-study.ts';
import { atSite, type SiteScale } from './at-site.ts';
import { aFinding, aRule } from './findings.fixture.ts';

const rule = aRule({
  k: 2,
  smoothing: [0.25, 0.5, 0.25],
  operatingPoints: labelMap((label) => {
    const at = 0.2 + 0.05 * LABELS.indexOf(label);
    return { highSensitivity: at, balanced: at + 0.2, highSpecificity: at + 0.4 };
  }),
});
const balanced = labelMap((label) => rule.operatingPoints[label].balanced);
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const scaling = fc.record({
  a: fc.double({ min: 0.1, max: 3, noNaN: true }),
  b: fc.double({ min: -3, max: 3, noNaN: true }),
});
const made = (given: readonly { readonly any: number; readonly subdural: number }[]) =>
  aggregateStudy(
    {
      slices: given.map((one, index) => aFinding(index, one)),
      notAnalysed: [],
      suitability: [],
    },
    rule,
    'balanced',
  );
const slices = fc.array(fc.record({ any: unit, subdural: unit }), { maxLength: 5 });

describe('findings on a site’s scale', () => {
  it('come back as they were, to the last member, from whatever scale', () => {
    fc.assert(
      fc.property(slices, scaling, scaling, unit, (given, first, second, threshold) => {
        const own = made(given);
        const scale = (name: string, of: typeof first): SiteScale => ({
          name,
          scaling: of,
          threshold,
        });
        const once = atSite(own, scale('1', first), balanced, 'balanced');
        const twice = atSite(once, scale('2', second), balanced, 'balanced');
        expect(atSite(own, scale('2', second), balanced, 'balanced')).toEqual(twice);
        expect(atSite(twice, null, balanced, 'balanced')).toEqual(own);
      }),
    );
  });

  it('have another number and the same flag where only the scale changes', () => {
    fc.assert(
      fc.property(slices, scaling, (given, of) => {
        const own = made(given);
        const threshold = applyPlatt(balanced.any, of);
        const there = atSite(own, { name: 's', scaling: of, threshold }, balanced, 'balanced');
        // Far out the scale's numbers are all 0 or all 1 to a computer.
        fc.pre(threshold > 1e-9 && threshold < 1 - 1e-9);
        expect(there.flagged).toEqual(own.flagged);
        expect(there.flaggedSlices).toEqual(own.flaggedSlices);
        expect(there.slices).toEqual(own.slices);
      }),
    );
  });

  it('say what the package itself says', () => {
    const own = made([{ any: 0.3, subdural: 0.1 }]);
    const scale = { name: 's', scaling: { a: 1, b: 2 }, threshold: 0.5 };
    const there = atSite(own, scale, balanced, 'balanced');
    expect(there.site).toEqual({ name: 's', packageAny: own.probabilities.any });
    expect(there.probabilities.any).toBeCloseTo(applyPlatt(own.probabilities.any, scale.scaling));
    expect([own.flagged, there.flagged]).toEqual([[], ['any']]);
    expect(there.thresholds?.any).toBe(0.5);
  });
});
