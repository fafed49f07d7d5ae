import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, LABELS, type Label } from '#base';
import { gflopsOf, loadPackage } from '#inference';
import { folderReader } from '../../src/cli/model-folder.ts';
import { ROOT } from '../promises/read-promises.ts';
import { type Claim, type Place, part } from './claims.ts';
import type { Measured } from './judge.ts';

/** The packages that are shipped, in the order of the pages' columns, and the columns' names. */
export const PACKAGES = [
  { id: 'ich-vgg16', column: 'default, quarter width' },
  { id: 'ich-vgg16-half', column: 'half width' },
  { id: 'ich-vgg16-pair', column: 'both averaged' },
] as const;
export const DEFAULT = PACKAGES[0].id;

export const ACCURACY = 'docs/accuracy.md';
export const COMPARISON = 'docs/comparison.md';
export const PERFORMANCE = 'docs/performance.md';
export const HALF_SECTION = 'The second package: half width';
export const PAIR_SECTION = 'Both averaged: the careful choice';
/** The two tables side by side of the page of accuracy, with the packages that each has. */
const SIDE_BY_SIDE = [
  { section: HALF_SECTION, packages: PACKAGES.slice(0, 2) },
  { section: PAIR_SECTION, packages: PACKAGES },
] as const;

/** The place of a row in the tables side by side, package by package; `section`: of that table alone. */
export const besideEachOther = (
  row: string,
  section?: string,
): readonly { readonly id: string; readonly at: Place }[] =>
  SIDE_BY_SIDE.filter((each) => section === undefined || each.section === section).flatMap((each) =>
    each.packages.map(({ id, column }) => ({
      id,
      at: { page: ACCURACY, section: each.section, row, column },
    })),
  );

/** What a package says of itself, by its id. */
export interface PackageFacts {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly gflops: number | null;
}
type Facts = ReadonlyMap<string, PackageFacts>;

function member(facts: Facts, id: string, ...path: readonly (string | number)[]): unknown {
  let value: unknown = facts.get(id)?.manifest;
  for (const name of path) {
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isRecord(value) ? value[name] : undefined;
  }
  return value;
}

const figure = (facts: Facts, id: string, ...path: readonly (string | number)[]): Measured => {
  const value = member(facts, id, ...path);
  return typeof value === 'number' ? value : { why: `${id} does not say` };
};

/** Area under the curve at home with its interval. */
const withInterval = (id: string, level: 'slice' | 'study', label: Label) => (facts: Facts) => [
  figure(facts, id, 'metrics', level, label, 'auc'),
  figure(facts, id, 'metrics', level, label, 'ci', 0),
  figure(facts, id, 'metrics', level, label, 'ci', 1),
];

/** Megabytes of weights and graph. */
function megabytes(facts: Facts, id: string): number {
  const files = member(facts, id, 'files');
  const sizes = (Array.isArray(files) ? files : []).flatMap((file: unknown) =>
    isRecord(file) && /^(model\.json|weights-)/.test(String(file.path)) ? [Number(file.bytes)] : [],
  );
  return sizes.reduce((all, each) => all + each, 0) / 1e6;
}

const crossFitted = (id: string, level: 'slice' | 'study') => (facts: Facts) =>
  ['sensitivity', 'specificity'].map((name) =>
    figure(facts, id, 'metrics', 'crossFitted', level, 'any', 'balanced', name),
  );

const ECE = (id: string) => (facts: Facts) => [figure(facts, id, 'metrics', 'crossFitted', 'ece')];

/** The first screen's tables. */
function firstScreen(): Claim<Facts>[] {
  const labels = LABELS.flatMap((column): Claim<Facts>[] =>
    (['slice', 'study'] as const).map((level) => ({
      at: {
        page: ACCURACY,
        row: `home: ct-ich out of fold, ${level === 'slice' ? 'slices' : 'studies'}`,
        column,
      },
      values: (facts) => [figure(facts, DEFAULT, 'metrics', level, column, 'auc')],
    })),
  );
  const goal = (row: string, level: 'slice' | 'study', least: number | null): Claim<Facts> => ({
    at: { page: ACCURACY, row, column: 'reached' },
    values: (facts) => {
      const reached = figure(facts, DEFAULT, 'metrics', level, 'any', 'auc');
      const missed = typeof reached === 'number' && least !== null ? [least - reached] : [];
      return [reached, ...missed];
    },
  });
  return [
    ...labels,
    {
      at: { page: ACCURACY, row: 'home: ct-ich out of fold, slices', column: 'n' },
      values: (facts) => [
        figure(facts, DEFAULT, 'metrics', 'slice', 'any', 'n'),
        figure(facts, DEFAULT, 'metrics', 'slice', 'any', 'patients'),
      ],
    },
    {
      at: { page: ACCURACY, row: 'home: ct-ich out of fold, studies', column: 'n' },
      values: (facts) => [figure(facts, DEFAULT, 'metrics', 'study', 'any', 'n')],
    },
    goal('home, slices any', 'slice', null),
    goal('home, studies any', 'study', 0.96),
    {
      at: { page: ACCURACY, row: 'ECE of any, slices, cross-fitted', column: 'reached' },
      values: ECE(DEFAULT),
    },
  ];
}

const sideBySide: readonly Claim<Facts>[] = [
  ...besideEachOther('home, slices `any`').map(({ id, at }) => ({
    at,
    values: withInterval(id, 'slice', 'any'),
  })),
  ...besideEachOther('home, studies `any` (n = 82)').map(({ id, at }) => ({
    at,
    values: withInterval(id, 'study', 'any'),
  })),
  ...besideEachOther('ECE of `any`, slices, cross-fitted', HALF_SECTION).map(({ id, at }) => ({
    at,
    values: ECE(id),
  })),
  ...besideEachOther('balanced point, studies, cross-fitted').map(({ id, at }) => ({
    at,
    values: crossFitted(id, 'study'),
  })),
  ...besideEachOther('weights and graph; a slice on one thread (same run, quiet)').map(
    ({ id, at }) => ({
      at,
      values: (facts: Facts) => [
        megabytes(facts, id),
        { why: 'a time of one quiet run: npm run compare takes it anew' },
      ],
    }),
  ),
];

/** The rows of the comparison. */
const compared = PACKAGES.flatMap(({ id }): Claim<Facts>[] => {
  const cell = (column: string, values: Claim<Facts>['values']): Claim<Facts> => ({
    at: { page: COMPARISON, row: `${id} ¹`, column },
    values,
  });
  const types = LABELS.slice(1).map((label, at): Claim<Facts> => {
    const column = `${['EDH', 'IPH', 'IVH', 'SAH', 'SDH'][at]} home`;
    return {
      at: { page: COMPARISON, row: id, column },
      values: (facts) => [figure(facts, id, 'metrics', 'slice', label, 'auc')],
    };
  });
  return [
    cell('width', (facts) => [figure(facts, id, 'architecture', 'width')]),
    cell('px', (facts) => [figure(facts, id, 'preprocess', 'size')]),
    cell('numbers learned', (facts) => [figure(facts, id, 'architecture', 'parameters')]),
    cell('slices seen', (facts) => [figure(facts, id, 'provenance', 'slicesSeen')]),
    cell('weights and graph', (facts) => [megabytes(facts, id)]),
    cell('GFLOP', (facts) => [facts.get(id)?.gflops ?? { why: 'not counted' }]),
    cell('any at home', withInterval(id, 'slice', 'any')),
    ...types,
  ];
});

/** What the packages say of themselves: figures at home are those that were packed with them, since the folds' networks are not kept. */
export const packagesPart = part<Facts>({
  name: 'packages',
  how: 'the package’s manifest; at home as it was packed, since the folds’ own networks are not kept',
  when: 'quick',
  claims: [...firstScreen(), ...sideBySide, ...compared],
  measure: async () => {
    const facts = new Map<string, PackageFacts>();
    for (const { id } of PACKAGES) {
      const folder = join(ROOT, 'models', id);
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
      const gflops = gflopsOf(await loadPackage(folderReader(folder)));
      facts.set(id, { manifest: isRecord(manifest) ? manifest : {}, gflops });
    }
    return facts;
  },
});
