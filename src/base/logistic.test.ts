import { describe, expect, it } from 'vitest';
import { applyPlatt, logit, sigmoid } from './logistic.ts';

describe('the logistic function', () => {
  it('is undone by the logit', () => {
    for (const p of [0.003, 0.25, 0.5, 0.97]) expect(sigmoid(logit(p))).toBeCloseTo(p, 12);
  });

  it('has a finite logit at both ends', () => {
    expect(logit(0)).toBeCloseTo(-16.118, 3);
    expect(logit(1)).toBeCloseTo(16.118, 3);
  });
});

describe('Platt scaling', () => {
  it('changes nothing at a = 1, b = 0, not even the ends', () => {
    for (const p of [0, 0.123, 1]) expect(applyPlatt(p, { a: 1, b: 0 })).toBe(p);
  });

  it('moves and stretches the logit', () => {
    expect(applyPlatt(0.5, { a: 7, b: Math.log(3) })).toBeCloseTo(0.75, 12);
    expect(applyPlatt(0.75, { a: 2, b: 0 })).toBeCloseTo(0.9, 12);
    expect(applyPlatt(0, { a: 2, b: 1 })).toBeGreaterThan(0);
  });

  it('keeps what is no number', () => {
    expect(applyPlatt(Number.NaN, { a: 2, b: 1 })).toBeNaN();
  });
});
