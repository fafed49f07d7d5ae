import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabelMap, labelMap } from '#base';
import type { ScoredCase } from '#evaluation';
import { cellsOf, hasFigure } from './cells.ts';
import { type AnyPart, findFigures, part, sentence } from './claims.ts';
import { judge, numbersOf } from './judge.ts';
import { keeper } from './keep.ts';
import { flaggedParts, pairedDifference, sensitivityAt } from './of-slices.ts';
import { PERFORMANCE } from './packages.ts';
import { publishedFigures } from './parts.ts';
import { isSound, rowsOf, textOf } from './report.ts';

describe('the numbers of a cell', () => {
  it.each([
    ['.945 (.922-.966)', [0.945, 0.922, 0.966]],
    ['2501 of 82 patients', [2501, 82]],
    ['+.010 (-.003 to .016)', [0.01, -0.003, 0.016]],
    ['921,558', [921558]],
    ['.96, .36, .21', [0.96, 0.36, 0.21]],
    ['5.8 ml, 2.5 ml; 13.5 ml', [5.8, 2.5, 13.5]],
    ['616, 296 positive', [616, 296]],
    ['5.2: met', [5.2]],
    ['-', []],
    ['nothing', []],
  ])('%s', (text, values) => {
    expect(numbersOf(text).map(({ value }) => value)).toEqual(values);
  });
});

describe('a published figure', () => {
  it('is the same where the measured one is rounded to it, either way', () => {
    expect(judge('.945', [0.94509]).verdict).toBe('same');
    expect(judge('.945', [0.9445]).verdict).toBe('same');
    expect(judge('.945', [0.9455]).verdict).toBe('same');
    expect(judge('12', [12.4]).verdict).toBe('same');
  });

  it('differs by what is more than rounding, and says by how much', () => {
    expect(judge('.945', [0.9462])).toEqual({
      verdict: 'differs',
      measured: '.946',
      why: 'by +.0012',
    });
    expect(judge('.945 (.922-.966)', [0.945, 0.9, 0.966])).toMatchObject({
      verdict: 'differs',
      why: 'by -.0220',
    });
  });

  it('differs where the page has more or fewer numbers than are measured', () => {
    expect(judge('.945 (.922-.966)', [0.945]).verdict).toBe('differs');
    expect(judge('.945', [0.945, 0.922, 0.966]).verdict).toBe('differs');
  });

  it('is absent with the reason where nothing was measured, and the same where a part of it was', () => {
    const gone = { why: 'no data' };
    expect(judge('.945, .9', [gone, gone])).toEqual({
      verdict: 'absent',
      measured: '',
      why: 'no data',
    });
    expect(judge('7.4 MB; 32 ms', [7.38, gone])).toMatchObject({ verdict: 'same', why: 'no data' });
    expect(judge('7.4 MB; 32 ms', [7.5, gone]).verdict).toBe('differs');
    expect(judge('.945', [Number.NaN]).verdict).toBe('absent');
  });

  it('of a time may differ by a part of itself', () => {
    expect(judge('5.2: met', [4.3], 0.2).verdict).toBe('same');
    expect(judge('5.2: met', [4.1], 0.2).verdict).toBe('differs');
  });
});

const PAGE = `# Figures
## At home
| what | **first** (n = 5) | second |
|---|---|---|
| **area** | **.90** | .80 |
| words | none | none |
## Abroad
| what | first |
|---|---|
| area | .70 |

It reads
.60 there.
`;

describe('a page', () => {
  it('gives each cell with its heading, row and column', () => {
    const cells = cellsOf('p', PAGE).filter(hasFigure);
    expect(cells.map(({ section, row, column, text }) => [section, row, column, text])).toEqual([
      ['At home', 'area', 'first (n = 5)', '.90'],
      ['At home', 'area', 'second', '.80'],
      ['Abroad', 'area', 'first', '.70'],
    ]);
  });
});

describe('the report', () => {
  const made = (values: readonly number[]): AnyPart =>
    part({
      name: 'made',
      how: 'by hand',
      when: 'quick',
      claims: [
        {
          at: { page: 'p', section: 'At home', row: 'area', column: 'first' },
          values: () => [0.9],
        },
        { at: sentence('p', 'there', /reads (\.\d+) there/), values: () => values },
      ],
      measure: async () => null,
    });
  const pages = new Map([['p', PAGE]]);
  const away = [{ page: 'p', section: 'Abroad', why: 'far away' }];
  const hooks = {
    onStep: () => undefined,
    signal: new AbortController().signal,
    data: '',
    kept: <T>(_: string, work: () => Promise<T>) => work(),
  };
  async function report(each: AnyPart) {
    const { figures, lost } = findFigures(pages, [each], away);
    const rows = rowsOf(figures, [each], new Map([['made', await each.measure(hooks)]]));
    return { rows, lost };
  }

  it('says of each figure what came of it, and names one that is nobody’s', async () => {
    const { rows, lost } = await report(made([0.6]));
    expect(rows.map(({ row, column, verdict, why }) => [row, column, verdict, why])).toEqual([
      ['area', 'first (n = 5)', 'same', ''],
      ['area', 'second', 'absent', 'nobody says what this is of'],
      ['area', 'first', 'absent', 'far away'],
      ['there', 'text', 'same', ''],
    ]);
    expect(lost).toEqual([]);
    expect(isSound(rows, lost)).toBe(false);
    expect(
      isSound(
        rows.filter(({ how }) => how !== null),
        lost,
      ),
    ).toBe(true);
    expect(textOf(rows, lost, false)).toContain("2 same, 0 differ, 2 can't be had");
  });

  it('is not sound where one differs, or is nowhere on the page', async () => {
    const { rows } = await report(made([0.5]));
    expect(
      isSound(
        rows.filter(({ how }) => how !== null),
        [],
      ),
    ).toBe(false);
    expect(textOf(rows, [], false)).toContain('DIFFERS  p | there: .60 now .50 (by -.100)');
    const gone = findFigures(new Map([['p', PAGE.replace('reads', 'read')]]), [made([0.6])], away);
    expect(gone.lost.map(({ row }) => row)).toEqual(['there']);
    expect(isSound([], gone.lost)).toBe(false);
  });

  it('gives the reason of a part that could not be measured for all of its figures', () => {
    const each = made([0.6]);
    const { figures } = findFigures(pages, [each], away);
    const rows = rowsOf(figures, [each], new Map([['made', { why: 'no data here' }]]));
    expect(rows.filter(({ how }) => how === 'by hand').map(({ why }) => why)).toEqual([
      'no data here',
      'no data here',
    ]);
  });
});

describe('the published pages', () => {
  it('have no figure in a table of which nobody says what it is of, and all that is claimed is on them', () => {
    const { figures, lost } = publishedFigures();
    expect(figures.filter(({ by }) => by === null).map(({ cell }) => cell)).toEqual([]);
    expect(lost).toEqual([]);
    expect(figures.length).toBeGreaterThan(500);
  });

  it('say of each section of times when and under what it was measured', () => {
    const cells = publishedFigures()
      .figures.map(({ cell }) => cell)
      .filter(({ page }) => page === PERFORMANCE);
    const dated = cells.filter(({ section }) => section === 'When and under what');
    const sections = new Set(cells.map(({ section }) => section));
    sections.delete('When and under what');
    expect(sections.size).toBeGreaterThan(8);
    const named = dated
      .filter(({ column }) => column === 'measured')
      .filter(({ text }) => /\d{4}-\d\d-\d\d/.test(text))
      .map(({ row }) => row);
    expect(named.toSorted()).toEqual([...sections].toSorted());
  });
});

const slice = (id: string, any: number, bleeds: boolean): ScoredCase => {
  const truth: LabelMap<boolean> = labelMap(() => bleeds);
  return { id, patient: id, truth, probabilities: labelMap(() => any) };
};

describe('figures of slices', () => {
  const cases = [slice('a', 0.9, true), slice('b', 0.2, true), slice('c', 0.3, false)];

  it('are the parts that a rule flags rightly', () => {
    expect(flaggedParts(cases, [true, false, false])).toEqual([0.5, 1]);
    expect(flaggedParts(cases, [true, true, true])).toEqual([1, 0]);
  });

  it('tell how many bleeding slices are found where so many others are left alone', () => {
    const four = [...cases, slice('d', 0.1, false)];
    expect(sensitivityAt(four, 0.5)).toBe(1); // Above .1: both.
    expect(sensitivityAt(four, 1)).toBe(0.5); // Above .3: one.
  });

  it('differ in pairs by nothing from themselves, and by all where the order is turned', () => {
    expect(pairedDifference(cases, cases, 'any')).toEqual([0, 0, 0]);
    const turned = cases.map((each) =>
      slice(each.id, 1 - each.probabilities.any, each.truth.any === true),
    );
    expect(pairedDifference(cases, turned, 'any')[0]).toBeCloseTo(0);
    const right = [slice('a', 0.9, true), slice('b', 0.8, true), slice('c', 0.3, false)];
    expect(pairedDifference(cases, right, 'any')[0]).toBeCloseTo(0.5);
  });
});

describe('what was done', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ich-figures-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is not done again under the same sources, and is under others', async () => {
    let done = 0;
    const work = async () => {
      done += 1;
      return { done };
    };
    expect(await keeper(folder, 'one')('it', work)).toEqual({ done: 1 });
    expect(await keeper(folder, 'one')('it', work)).toEqual({ done: 1 });
    expect(await keeper(folder, 'two')('it', work)).toEqual({ done: 2 });
    expect(await keeper(folder, null)('it', work)).toEqual({ done: 3 });
    expect(await keeper(folder, 'two')('it', work)).toEqual({ done: 2 });
  });
});
