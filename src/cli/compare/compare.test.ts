import { describe, expect, it } from 'vitest';
import type { Baseline } from '#baselines';
import { type Measured, outOfFold } from './baseline-rows.ts';
import { parseCompareOptions } from './options.ts';
import { homeFigures } from './package-rows.ts';
import { comparisonPlot } from './plot.ts';
import type { CompareRow } from './row.ts';
import { comparisonTable, withTable } from './table.ts';
import { msPerItem } from './timing.ts';

const slices: readonly Measured[] = Array.from({ length: 12 }, (_, index) => ({
  slice: {
    id: `s${index}`,
    patient: `p${index % 6}`,
    study: `p${index % 6}`,
    position: Math.floor(index / 6),
    fold: (index % 6) % 3,
    labels: [index % 2, 0, index % 2, 0, 0, 0],
    file: `images/s${index}.jpg`,
  },
  numbers: [Float64Array.of(index % 6)],
}));

/** Scores 1 for a patient that it was taught. */
const memory: Baseline = {
  id: 'memory',
  architecture: 'remembers patients',
  note: '',
  measure: () => new Float64Array(1),
  fit: (examples) => {
    const seen = new Set(examples.map(({ measured }) => measured[0]));
    return {
      parameters: 0,
      score: ([patient]) => [Number(seen.has(patient)), null, null, null, null, null],
    };
  },
};

describe('a baseline out of fold', () => {
  it('judges every slice once, and none by what learned from its patient', () => {
    const raw = outOfFold(slices, memory, 0);
    expect(raw.map(({ id }) => id).toSorted()).toEqual(
      slices.map(({ slice }) => slice.id).toSorted(),
    );
    expect(raw.map(({ raw: { any } }) => any)).toEqual(new Array(12).fill(0));
  });
});

const figure = (auc: number | null, n: number) => ({ auc, n, positives: 3, ci: null });
const row: CompareRow = {
  id: 'a<b',
  architecture: 'Threshold',
  width: null,
  inputSize: 160,
  parameters: 0,
  slicesSeen: 16000,
  bytes: 0,
  gflops: null,
  msPerSlice: 3.25,
  home: { any: { ...figure(0.6304, 2501), ci: [0.55, 0.71] } },
  abroad: { any: figure(null, 616) },
  asPublished: false,
  note: 'fixed',
};

describe('the table', () => {
  it('shows figures with n, and a dash where there is none', () => {
    const table = comparisonTable([row]);
    expect(table).toContain('any at home (n = 2501, 3 positive)');
    expect(table).toContain(
      '| **a<b** ¹ | - | 160 | 0 | 16,000 | 0 | - | 3.3 | .630 (.550-.710) | - |',
    );
  });

  it('goes between the marks of a page, the rest of which stays', () => {
    const page = 'before <!-- compare: begin -->\nold\n<!-- compare: end --> after';
    expect(withTable(page, 'new')).toBe(page.replace('old', 'new'));
    expect(withTable('no marks', 'new')).toBeNull();
  });
});

describe('the plot', () => {
  it('draws what was measured, names escaped', () => {
    const svg = comparisonPlot([row, { ...row, id: 'c', abroad: null, home: null }]);
    expect(svg.match(/<circle/g)).toHaveLength(3); // Two are the legend's.
    expect(svg).toContain('a&#60;b');
    expect(svg).not.toContain('NaN');
  });
});

describe("a package's figures at home", () => {
  it('are its own, and null where it has none', () => {
    const any = { auc: 0.9, n: 10, positives: 4, ci: [0.8, 1] };
    expect(homeFigures({ metrics: { slice: { any } } })).toEqual({ any });
    expect(homeFigures({ metrics: {} })).toBeNull();
  });
});

describe('the time of a slice', () => {
  it('is the median over slices of the quickest look', async () => {
    let now = 0;
    let looks = 0;
    const work = (cost: number) => {
      looks += 1;
      now += looks % 2 === 0 ? cost : cost + 50; // Every other look is disturbed.
    };
    expect(await msPerItem([1, 2, 9], work, () => now)).toBe(2);
  });
});

describe('the options', () => {
  it('have the data beside the checkout as defaults, and refuse what they do not know', () => {
    const { home, abroad, json, write } = parseCompareOptions(['--json']);
    expect([home, abroad, json, write]).toEqual([
      '../shared/data/ct-ich',
      '../shared/data/rsna-slices',
      true,
      null,
    ]);
    expect(parseCompareOptions(['--abroad', 'none']).abroad).toBeNull();
    expect(parseCompareOptions([]).models).toEqual(['models']);
    expect(parseCompareOptions(['--models', 'models', '--models', 'b']).models).toEqual([
      'models',
      'b',
    ]);
    expect(() => parseCompareOptions(['folder'])).toThrow('--home');
    expect(() => parseCompareOptions(['--write', 'x.html'])).toThrow('.md');
  });
});
