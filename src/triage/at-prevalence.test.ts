import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atPrevalence, hundredHeads } from './at-prevalence.ts';

describe('an operating point at a prevalence', () => {
  it('has the values of the textbook: 90 % and 80 % at 10 %', () => {
    const at = atPrevalence({ sensitivity: 0.9, specificity: 0.8 }, 0.1);
    expect(at.per100.found).toBeCloseTo(9);
    expect(at.per100.missed).toBeCloseTo(1);
    expect(at.per100.falseAlarms).toBeCloseTo(18);
    expect(at.per100.leftAlone).toBeCloseTo(72);
    expect(at.alerts).toBeCloseTo(27);
    expect(at.ppv).toBeCloseTo(1 / 3);
    expect(at.npv).toBeCloseTo(72 / 73);
    expect(at.lrPositive).toBeCloseTo(4.5);
    expect(at.lrNegative).toBeCloseTo(0.125);
    expect(at.falsePerTrue).toBeCloseTo(2);
  });

  it('turns a good test into mostly false alarms where hemorrhage is rare', () => {
    const at = atPrevalence({ sensitivity: 0.95, specificity: 0.99 }, 0.001);
    expect(at.ppv).toBeCloseTo(0.0868, 4);
    expect(at.falsePerTrue).toBeCloseTo(10.516, 3);
  });

  it('says nothing where nothing can be divided by', () => {
    expect(atPrevalence({ sensitivity: 0, specificity: 1 }, 0.1)).toMatchObject({
      alerts: 0,
      ppv: null,
      lrPositive: null,
      falsePerTrue: null,
    });
    expect(atPrevalence({ sensitivity: 1, specificity: 1 }, 0.1)).toMatchObject({
      ppv: 1,
      lrPositive: Number.POSITIVE_INFINITY,
      lrNegative: 0,
      falsePerTrue: 0,
    });
    expect(atPrevalence({ sensitivity: 0.9, specificity: 0.8 }, 0).falsePerTrue).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it('agrees with itself: odds times the likelihood ratio are the odds after, and four parts make 100', () => {
    const unit = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, (sensitivity, specificity, prevalence) => {
        const at = atPrevalence({ sensitivity, specificity }, prevalence);
        const odds = (p: number) => p / (1 - p);
        const after = odds(prevalence) * (at.lrPositive ?? Number.NaN);
        expect(after / odds(at.ppv ?? Number.NaN)).toBeCloseTo(1, 6);
        const sum = Object.values(at.per100).reduce((total, count) => total + count, 0);
        expect(sum).toBeCloseTo(100, 9);
      }),
    );
  });
});

describe('a hundred heads', () => {
  it('are a hundred, each part as near as whole heads can be', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, (sensitivity, specificity, prevalence) => {
        const at = atPrevalence({ sensitivity, specificity }, prevalence);
        const heads = hundredHeads(at);
        expect(heads).toHaveLength(100);
        for (const head of ['found', 'missed', 'falseAlarms', 'leftAlone'] as const) {
          const count = heads.filter((one) => one === head).length;
          expect(Math.abs(count - at.per100[head])).toBeLessThan(1);
        }
      }),
    );
  });
});
