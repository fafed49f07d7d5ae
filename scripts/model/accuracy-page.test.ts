import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRecord, LABELS } from '#base';
import { splitRow } from '../figures/cells.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Rows of all tables of a page by their first cell, without emphasis: the cells behind it, every time that it comes. */
function rowsOf(page: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const rows = new Map<string, (readonly string[])[]>();
  for (const line of page.split('\n').filter((each) => each.startsWith('|'))) {
    const [name = '', ...cells] = splitRow(line);
    rows.set(name, [...(rows.get(name) ?? []), cells]);
  }
  return rows;
}

/** A member of a package's manifest. */
function memberOf(id: string, ...path: readonly string[]): unknown {
  let value: unknown = JSON.parse(read(`models/${id}/manifest.json`));
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return value;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
const shown = (value: unknown, digits = 3): string =>
  numberOf(value).toFixed(digits).replace(/^0/, '');
const metric = (id: string, ...path: readonly string[]) => memberOf(id, 'metrics', ...path);

function withInterval(id: string, level: 'slice' | 'study'): string {
  const ci = metric(id, level, 'any', 'ci');
  const [low, high]: readonly unknown[] = Array.isArray(ci) ? ci : [];
  return `${shown(metric(id, level, 'any', 'auc'))} (${shown(low)}-${shown(high)})`;
}

function crossFitted(id: string): string {
  const at = (figure: string) =>
    shown(metric(id, 'crossFitted', 'study', 'any', 'balanced', figure), 2);
  return `${at('sensitivity')} and ${at('specificity')}`;
}

const PACKAGES = ['ich-vgg16', 'ich-vgg16-half', 'ich-vgg16-pair'];
const ACCURACY = rowsOf(read('docs/accuracy.md'));

describe('the page of accuracy has the figures of the packages', () => {
  it.each([
    ['slice', 'home: ct-ich out of fold, slices'],
    ['study', 'home: ct-ich out of fold, studies'],
  ])('of every label at home, of each %s', (level, name) => {
    const [cells = []] = ACCURACY.get(name) ?? [];
    const aucs = LABELS.map((label) => shown(metric('ich-vgg16', level, label, 'auc')));
    expect(cells.slice(1)).toEqual(aucs);
  });

  it.each([
    ['home, slices `any`', (id: string) => withInterval(id, 'slice')],
    ['home, studies `any` (n = 82)', (id: string) => withInterval(id, 'study')],
    ['balanced point, studies, cross-fitted', crossFitted],
    ['ECE of `any`, slices, cross-fitted', (id: string) => shown(metric(id, 'crossFitted', 'ece'))],
  ])('side by side: %s', (name, of) => {
    const rows = ACCURACY.get(name) ?? [];
    expect(rows.length).toBeGreaterThan(0);
    for (const cells of rows) expect(cells).toEqual(PACKAGES.slice(0, cells.length).map(of));
  });

  it('and abroad those of the comparison', () => {
    const compared = rowsOf(read('docs/comparison.md'));
    const abroad = PACKAGES.map((id) => compared.get(`${id} ¹`)?.[0]?.at(-1));
    const rows = ACCURACY.get('abroad, `any` (n = 616)') ?? [];
    expect(rows.length).toBeGreaterThan(1);
    for (const cells of rows) expect(cells).toEqual(abroad.slice(0, cells.length));
  });

  it('which the first screen of the README repeats', () => {
    const screen = read('README.md').slice(0, 2500);
    for (const id of PACKAGES) expect(screen).toContain(shown(metric(id, 'study', 'any', 'auc')));
    expect(screen).toContain(shown(metric('ich-vgg16', 'slice', 'any', 'auc')));
    for (const cells of ACCURACY.get('abroad, `any` (n = 616)') ?? []) {
      for (const cell of cells) expect(screen).toContain(cell.slice(0, 4));
    }
  });
});

describe('the page of the comparison has the figures of the packages', () => {
  const compared = rowsOf(read('docs/comparison.md'));
  const withCommas = (value: unknown) => numberOf(value).toLocaleString('en-US');

  it.each(PACKAGES)('%s: width, size, numbers learned, slices seen, any at home', (id) => {
    const cells = compared.get(`${id} ¹`)?.[0] ?? [];
    expect([...cells.slice(0, 4), cells.at(-2)]).toEqual([
      String(memberOf(id, 'architecture', 'width')),
      String(memberOf(id, 'preprocess', 'size')),
      withCommas(memberOf(id, 'architecture', 'parameters')),
      withCommas(memberOf(id, 'provenance', 'slicesSeen')),
      withInterval(id, 'slice'),
    ]);
  });

  it.each(PACKAGES)('%s: the download, by the files of its weights', (id) => {
    const files = memberOf(id, 'files');
    const bytes = (Array.isArray(files) ? files : []).flatMap((file: unknown) =>
      isRecord(file) && /^(weights|model\.json)/.test(String(file.path))
        ? [numberOf(file.bytes)]
        : [],
    );
    const sum = bytes.reduce((all, each) => all + each, 0);
    expect(compared.get(`${id} ¹`)?.[0]?.[4]).toBe(`${(sum / 1e6).toFixed(2)} MB`);
  });

  it.each(PACKAGES)('%s: every type at home, and abroad as the page of accuracy has it', (id) => {
    const types = compared.get(id)?.[0] ?? [];
    const home = LABELS.slice(1).map((label) => shown(metric(id, 'slice', label, 'auc')));
    expect(types.slice(0, 5)).toEqual(home);
    const [edh, iph, ivh, sah, sdh] = types.slice(5);
    const at = PACKAGES.indexOf(id);
    for (const [name, figures] of [
      ['abroad, SAH, SDH, IPH', [sah, sdh, iph]],
      ['abroad, SAH, SDH, IPH, IVH', [sah, sdh, iph, ivh]],
    ] as const) {
      // A table of goals before has a row of this name, too.
      const cells = ACCURACY.get(name)?.at(-1) ?? [];
      expect(cells.length).toBeGreaterThan(1);
      if (at < cells.length) expect(cells[at]).toBe(figures.join(', '));
    }
    const abroad = 'abroad: RSNA 2019, one slice alone, 8-bit window';
    const [cells = []] = [...ACCURACY].find(([name]) => name === abroad)?.[1] ?? [];
    const first = cells.slice(2).map((cell) => cell.slice(0, 4));
    expect(first).toHaveLength(5);
    if (at === 0) expect(first).toEqual([edh, iph, ivh, sah, sdh]);
  });
});
