import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohensKappa } from './kappa.ts';

const count = fc.integer({ min: 0, max: 60 });
const square = (size: number) =>
  fc.array(fc.array(count, { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  });
const tables = fc.oneof(square(2), square(3));

const transposed = (table: readonly (readonly number[])[]) =>
  table.map((row, index) => row.map((_, column) => table[column]?.[index] ?? 0));
const reversed = (table: readonly (readonly number[])[]) =>
  table.map((row) => [...row].reverse()).reverse();

describe("Cohen's kappa against worked examples", () => {
  it('of Fleiss, Levin and Paik (2003), table 18.1: two who diagnose 100 patients', () => {
    const { kappa, n, interval } = cohensKappa([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ]);
    expect(n).toBe(100);
    expect(kappa).toBeCloseTo(0.676, 3);
    expect(interval?.[0]).toBeCloseTo(0.505, 2);
    expect(interval?.[1]).toBeCloseTo(0.848, 2);
  });

  it("of Bonett's statpsych for R, ci.kappa(.05, 31, 12, 4, 58), to its seven digits", () => {
    const { kappa, standardError, interval } = cohensKappa([
      [31, 12],
      [4, 58],
    ]);
    expect(kappa).toBeCloseTo(0.6756757, 7);
    expect(standardError).toBeCloseTo(0.07344761, 7);
    expect(interval?.[0]).toBeCloseTo(0.531721, 6);
    expect(interval?.[1]).toBeCloseTo(0.8196303, 6);
  });

  it('of Sim and Wright (2005): 39 patients, kappa .67', () => {
    const { kappa, observed, expected } = cohensKappa([
      [22, 2],
      [4, 11],
    ]);
    expect(observed).toBeCloseTo(0.846, 3);
    expect(expected).toBeCloseTo(0.538, 3);
    expect(kappa).toBeCloseTo(0.667, 3);
  });
});

describe("Cohen's kappa", () => {
  it('of two by two is twice the determinant by the products of the margins', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const below = (a + b) * (b + d) + (a + c) * (c + d);
        const { kappa } = cohensKappa([
          [a, b],
          [c, d],
        ]);
        if (below === 0) expect(kappa).toBeNull();
        else expect(kappa).toBeCloseTo((2 * (a * d - b * c)) / below, 9);
      }),
    );
  });

  it('does not mind who is first, nor the order of the categories', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { kappa, standardError } = cohensKappa(table);
        for (const other of [transposed(table), reversed(table)]) {
          const turned = cohensKappa(other);
          if (kappa === null) expect(turned.kappa).toBeNull();
          else expect(turned.kappa).toBeCloseTo(kappa, 9);
          if (standardError === null) expect(turned.standardError).toBeNull();
          else expect(turned.standardError).toBeCloseTo(standardError, 6);
        }
      }),
    );
  });

  it('lies in its interval, and both within -1..1; four times the cases halve the standard error', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const one = cohensKappa(table);
        if (one.kappa === null || one.interval === null) return;
        expect(one.kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(one.interval[0]).toBeLessThanOrEqual(one.kappa + 1e-12);
        expect(one.interval[1]).toBeGreaterThanOrEqual(one.kappa - 1e-12);
        expect(one.interval[0]).toBeGreaterThanOrEqual(-1);
        expect(one.interval[1]).toBeLessThanOrEqual(1);
        const four = cohensKappa(table.map((row) => row.map((cell) => 4 * cell)));
        expect(four.kappa).toBeCloseTo(one.kappa, 9);
        expect(four.standardError).toBeCloseTo((one.standardError ?? 0) / 2, 6);
      }),
    );
  });

  it('is 0 of independent calls, 1 without an interval where all agree, not there where nothing can be told', () => {
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), ([a, b, c, d]) => {
        const independent = [
          [(a + 1) * (c + 1), (a + 1) * (d + 1)],
          [(b + 1) * (c + 1), (b + 1) * (d + 1)],
        ];
        expect(cohensKappa(independent).kappa).toBeCloseTo(0, 9);
        const agreed = cohensKappa([
          [a + 1, 0],
          [0, d + 1],
        ]);
        expect(agreed).toMatchObject({ kappa: 1, standardError: null, interval: null });
        const constant = cohensKappa([
          [a + 1, 0],
          [0, 0],
        ]);
        expect(constant).toMatchObject({ kappa: null, interval: null, observed: 1 });
        const oneSided = cohensKappa([
          [a + 1, 0],
          [d + 1, 0],
        ]);
        expect(oneSided).toMatchObject({ kappa: 0, standardError: null, interval: null });
      }),
    );
    expect(cohensKappa([]).kappa).toBeNull();
  });
});
