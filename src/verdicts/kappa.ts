import { Z95 } from '#base';

/** Cohen's kappa of two readers, with what it was computed from. */
export interface Kappa {
  /** -1..1; null where it is not defined: nothing was counted, or chance alone would always agree. */
  readonly kappa: number | null;
  /** Cases. */
  readonly n: number;
  /** Part of the cases in which both say the same, 0..1; NaN of none. */
  readonly observed: number;
  /** The same if both said what they say at random, 0..1; NaN of none. */
  readonly expected: number;
  /** Large-sample standard error; null with kappa, and where it would be 0 and say nothing: all agree, or one says the same of all. */
  readonly standardError: number | null;
  /** 95 % interval by that standard error, within -1..1; null with it. */
  readonly interval: readonly [number, number] | null;
}

/**
 * Cohen's kappa (1960) of a square table of counts, with the standard error of Fleiss, Cohen and Everitt (1969) for a kappa that is
 * not assumed to be 0. `table[i][j]`: cases that the first reader calls i and the second j.
 */
export function cohensKappa(table: readonly (readonly number[])[]): Kappa {
  const size = table.length;
  const at = (row: number, column: number): number => table[row]?.[column] ?? 0;
  const each = Array.from({ length: size }, (_, index) => index);
  const sum = (of: (index: number) => number): number =>
    each.reduce((total, index) => total + of(index), 0);
  const n = sum((row) => sum((column) => at(row, column)));
  if (n === 0) {
    return {
      kappa: null,
      n,
      observed: Number.NaN,
      expected: Number.NaN,
      standardError: null,
      interval: null,
    };
  }
  const rows = each.map((row) => sum((column) => at(row, column)) / n);
  const columns = each.map((column) => sum((row) => at(row, column)) / n);
  const part = (of: readonly number[], index: number): number => of[index] ?? 0;
  const observed = sum((index) => at(index, index)) / n;
  const expected = sum((index) => part(rows, index) * part(columns, index));
  const isConstant = rows.some((row, index) => row === 1 && columns[index] === 1);
  if (isConstant)
    return { kappa: null, n, observed, expected, standardError: null, interval: null };
  const kappa = (observed - expected) / (1 - expected);
  const agreed = sum((index) => at(index, index));
  const isOneSided = [...rows, ...columns].includes(1);
  if (agreed === n || isOneSided) {
    return { kappa, n, observed, expected, standardError: null, interval: null };
  }

  const diagonal = sum((index) => {
    const weight = 1 - (part(rows, index) + part(columns, index)) * (1 - kappa);
    return (at(index, index) / n) * weight ** 2;
  });
  const off = sum((row) =>
    sum((column) =>
      row === column ? 0 : (at(row, column) / n) * (part(columns, row) + part(rows, column)) ** 2,
    ),
  );
  const variance =
    (diagonal + (1 - kappa) ** 2 * off - (kappa - expected * (1 - kappa)) ** 2) /
    (n * (1 - expected) ** 2);
  const standardError = Math.sqrt(Math.max(0, variance));
  const interval = [
    Math.max(-1, kappa - Z95 * standardError),
    Math.min(1, kappa + Z95 * standardError),
  ] as const;
  return { kappa, n, observed, expected, standardError, interval };
}
