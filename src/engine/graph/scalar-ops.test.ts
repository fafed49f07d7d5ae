import { describe, expect, it } from 'vitest';
import { REDUCTIONS } from './reduce.ts';
import { BINARY, FUSIBLE, filled, UNARY } from './scalar-ops.ts';
import { TAIL_OPS } from './tail-ops.ts';

/** WGSL's functions as JavaScript has them. */
const WGSL = {
  abs: Math.abs,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  inverseSqrt: (a: number) => 1 / Math.sqrt(a),
  tanh: Math.tanh,
  max: Math.max,
  min: Math.min,
  clamp: (a: number, low: number, high: number) => Math.min(Math.max(a, low), high),
  select: (no: number, yes: number, condition: boolean) => (condition ? yes : no),
};

/** What an expression of the tables gives for these operands. */
function evaluated(wgsl: string, a: number, b = 0): number {
  const code = filled(wgsl, 'a', 'b').replaceAll(/(\d(?:\.\d+)?(?:e\d+)?)f\b/g, '$1');
  const names = Object.keys(WGSL);
  const run = new Function(...names, 'a', 'b', `return ${code};`);
  return Number(run(...Object.values(WGSL), a, b));
}

const SAMPLES = [-70, -2.5, -1, -0.5, 0, 0.3, 1, 2, 6.5, 80];

function expectSame(actual: number, expected: number): void {
  if (!Number.isFinite(expected)) return; // Open in WGSL.
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
}

describe('the two columns of the table say the same of', () => {
  it.each(Object.entries(UNARY))('%s', (_name, { js, wgsl }) => {
    expect(wgsl).not.toBeNull();
    for (const a of [...SAMPLES, Number.POSITIVE_INFINITY, Number.NaN]) {
      expectSame(evaluated(wgsl ?? '', a), js(a));
    }
  });

  it.each(Object.entries(BINARY).filter(([, { wgsl }]) => wgsl !== null))(
    '%s',
    (_name, { js, wgsl }) => {
      for (const a of SAMPLES) {
        for (const b of SAMPLES) expectSame(evaluated(wgsl ?? '', a, b), js(a, b));
      }
    },
  );

  it.each(Object.entries(REDUCTIONS))('%s', (_name, { start, step, end = (sum) => sum, wgsl }) => {
    const count = SAMPLES.length;
    const expected = end(SAMPLES.reduce(step, start), count);
    const summed = SAMPLES.reduce(
      (sum, value) => evaluated(wgsl.step, sum, value),
      evaluated(wgsl.start, 0),
    );
    expectSame(wgsl.mean ? summed / count : summed, expected);
  });
});

it('the GPU has every operation of the tail but Pow', () => {
  const lacking = [...TAIL_OPS].filter(([, { wgsl }]) => wgsl === null).map(([name]) => name);
  expect(lacking).toEqual(['Pow']);
});

it('what a product may carry is an operation of one number', () => {
  for (const name of FUSIBLE) expect(UNARY).toHaveProperty(name);
});
