import { LABEL_ABBREVIATIONS, LABELS, type Label } from '#base';
import { BASELINES } from '#baselines';
import { readCtIch } from '#datasets';
import { baselineRows, measureSet } from '../../src/cli/compare/baseline-rows.ts';
import type { CompareRow } from '../../src/cli/compare/row.ts';
import { type Claim, folderHere, type PartHooks, part } from './claims.ts';
import type { Measured } from './judge.ts';
import { ACCURACY, COMPARISON } from './packages.ts';

/** Slices and patients of each label at home. */
type Counts = Readonly<Record<Label, readonly [slices: number, patients: number]>>;

const homeSet = async ({ data }: Pick<PartHooks, 'data'>) =>
  readCtIch(await folderHere(data, 'ct-ich'));

/** How many slices of how many patients the labels of home have. */
export const labelsPart = part<Counts>({
  name: 'labels',
  how: 'the labels of ct-ich, counted',
  when: 'quick',
  claims: LABELS.map((label) => ({
    at: { page: ACCURACY, row: 'positive slices (patients)', column: label },
    values: (counts: Counts) => counts[label],
  })),
  measure: async (hooks) => {
    const { slices } = await homeSet(hooks);
    const entries = LABELS.map((label, at) => {
      const positive = slices.filter(({ labels }) => labels[at] === 1);
      return [label, [positive.length, new Set(positive.map(({ patient }) => patient)).size]];
    });
    return Object.fromEntries(entries);
  },
});

type Rows = ReadonlyMap<string, CompareRow>;

const none: Measured = { why: 'it tells no such type' };

/** The classical systems' cells of the comparison. */
const claims = BASELINES.flatMap(({ id }): Claim<Rows>[] => {
  const figure = (rows: Rows, side: 'home' | 'abroad', label: Label) =>
    rows.get(id)?.[side]?.[label];
  const any = (side: 'home' | 'abroad'): Claim<Rows> => ({
    at: {
      page: COMPARISON,
      row: `${id} ¹`,
      column: `any ${side === 'home' ? 'at home' : 'abroad'}`,
    },
    values: (rows) => {
      const found = figure(rows, side, 'any');
      return [found?.auc ?? none, found?.ci?.[0] ?? none, found?.ci?.[1] ?? none];
    },
  });
  const types = LABELS.slice(1).flatMap((label) =>
    (['home', 'abroad'] as const).map((side) => ({
      at: { page: COMPARISON, row: id, column: `${LABEL_ABBREVIATIONS[label]} ${side}` },
      values: (rows: Rows) => [figure(rows, side, label)?.auc ?? none],
    })),
  );
  const cell = (column: string, value: (row: CompareRow) => number): Claim<Rows> => ({
    at: { page: COMPARISON, row: `${id} ¹`, column },
    values: (rows) => {
      const row = rows.get(id);
      return [row === undefined ? none : value(row)];
    },
  });
  return [
    any('home'),
    any('abroad'),
    ...(id === 'watershed-glcm-mlp' ? types : []),
    cell('px', ({ inputSize }) => inputSize),
    cell('numbers learned', ({ parameters }) => parameters),
    cell('weights and graph', ({ bytes }) => bytes / (bytes < 1e5 ? 1e3 : 1e6)),
  ];
});

/** The classical systems, each fold by what the others taught. */
export const baselinesPart = part<Rows>({
  name: 'baselines',
  how: 'the classical systems out of fold at home, and abroad by what all of home taught',
  when: 'long',
  claims,
  measure: async (hooks) => {
    const home = await homeSet(hooks);
    const folder = await folderHere(hooks.data, 'rsna-slices');
    const rows = await hooks.kept('baselines', async () => {
      const set = async (what: string, of: typeof home) =>
        measureSet(of, {
          signal: hooks.signal,
          onSlice: (done, total) => hooks.onStep(`baselines, ${what}`, done, total),
        });
      const [near, far] = [await set('home', home), await set('abroad', await readCtIch(folder))];
      const bootstrap = { rounds: 1000, seed: 2019 };
      return baselineRows(near, far, { signal: hooks.signal, onSlice: () => undefined, bootstrap });
    });
    return new Map(rows.map((row) => [row.id, row]));
  },
});
