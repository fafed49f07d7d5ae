import { join } from 'node:path';
import { LABEL_ABBREVIATIONS, LABELS, type Label, type LabelMap } from '#base';
import { type RawSlice, readCtIch } from '#datasets';
import { type LabelFigures, labelFigures, type ScoredCase, type Thresholds } from '#evaluation';
import { loadPackage, type ModelManifest } from '#inference';
import { decide } from '../../src/cli/evaluate/decision.ts';
import { predictDataset } from '../../src/cli/evaluate/predict-dataset.ts';
import { folderReader, openFolder } from '../../src/cli/model-folder.ts';
import { ROOT } from '../promises/read-promises.ts';
import { type Claim, folderHere, type PartHooks, part, sentence } from './claims.ts';
import type { Measured } from './judge.ts';
import { flaggedParts, onlyFirst, pairedDifference, sensitivityAt } from './of-slices.ts';
import {
  ACCURACY,
  besideEachOther,
  COMPARISON,
  DEFAULT,
  HALF_SECTION,
  PACKAGES,
  PAIR_SECTION,
} from './packages.ts';

/** A package on the slices abroad. */
interface Judged {
  readonly manifest: ModelManifest;
  readonly slices: readonly ScoredCase[];
  readonly figures: LabelMap<LabelFigures>;
}
type Facts = ReadonlyMap<string, Judged>;

const NONE: Measured = { why: 'does not exist' };
const of = (facts: Facts, id: string): Judged => {
  const judged = facts.get(id);
  if (judged === undefined) throw new Error(`${id} was not measured.`);
  return judged;
};
const area = (facts: Facts, id: string, label: Label): Measured =>
  of(facts, id).figures[label].auc ?? NONE;
const withInterval = (id: string) => (facts: Facts) => {
  const { auc: value, ci } = of(facts, id).figures.any;
  return [value ?? NONE, ci?.[0] ?? NONE, ci?.[1] ?? NONE];
};
const TYPES = LABELS.slice(1);
const named = (names: string): readonly Label[] =>
  names
    .split(', ')
    .flatMap((name) => LABELS.filter((label) => LABEL_ABBREVIATIONS[label] === name));

const flagsAt = ({ slices, manifest }: Judged, point: keyof Thresholds): readonly boolean[] =>
  slices.map(({ probabilities }) => probabilities.any >= manifest.operatingPoints.any[point]);

const POINTS = [
  ['high sensitivity', 'highSensitivity'],
  ['balanced', 'balanced'],
  ['high specificity', 'highSpecificity'],
] as const;

/** The table of a second opinion: at each point what each flags, either, both, and one alone. */
const secondOpinion = POINTS.flatMap(([row, point]): Claim<Facts>[] => {
  const half = PACKAGES[1].id;
  const cell = (
    column: string,
    values: (
      cases: readonly ScoredCase[],
      one: readonly boolean[],
      two: readonly boolean[],
    ) => readonly number[],
  ): Claim<Facts> => ({
    at: { page: ACCURACY, section: HALF_SECTION, row, column },
    values: (facts) => {
      const [one, two] = [of(facts, DEFAULT), of(facts, half)];
      return values(one.slices, flagsAt(one, point), flagsAt(two, point));
    },
  });
  return [
    cell('default', (cases, one) => flaggedParts(cases, one)),
    cell('half width', (cases, _, two) => flaggedParts(cases, two)),
    cell('a flag by either', (cases, one, two) =>
      flaggedParts(
        cases,
        one.map((flag, at) => flag || two[at] === true),
      ),
    ),
    cell('by both', (cases, one, two) =>
      flaggedParts(
        cases,
        one.map((flag, at) => flag && two[at] === true),
      ),
    ),
    cell('only half width flags: bleeding', (cases, one, two) => onlyFirst(cases, two, one)),
    cell('only the default: bleeding', (cases, one, two) => onlyFirst(cases, one, two)),
  ];
});

const sideBySide: readonly Claim<Facts>[] = [
  ...besideEachOther('abroad, `any` (n = 616)').map(({ id, at }) => ({
    at,
    values: withInterval(id),
  })),
  ...[
    { names: 'SAH, SDH, IPH', section: HALF_SECTION },
    { names: 'SAH, SDH, IPH, IVH', section: PAIR_SECTION },
  ].flatMap(({ names, section }) =>
    besideEachOther(`abroad, ${names}`, section).map(({ id, at }) => ({
      at,
      values: (facts: Facts) => named(names).map((label) => area(facts, id, label)),
    })),
  ),
  ...besideEachOther('abroad, balanced point: sensitivity and specificity', PAIR_SECTION).map(
    ({ id, at }) => ({
      at,
      values: (facts: Facts) => {
        const judged = of(facts, id);
        return flaggedParts(judged.slices, flagsAt(judged, 'balanced'));
      },
    }),
  ),
];

const ROW = 'abroad: RSNA 2019, one slice alone, 8-bit window';
const firstScreen: readonly Claim<Facts>[] = [
  {
    at: { page: ACCURACY, row: ROW, column: 'n' },
    values: (facts) => {
      const { n, positives } = of(facts, DEFAULT).figures.any;
      return [n, positives];
    },
  },
  { at: { page: ACCURACY, row: ROW, column: 'any' }, values: withInterval(DEFAULT) },
  ...TYPES.map((label) => ({
    at: { page: ACCURACY, row: ROW, column: label },
    values: (facts: Facts) => [
      area(facts, DEFAULT, label),
      of(facts, DEFAULT).figures[label].positives,
    ],
  })),
  {
    at: { page: ACCURACY, row: 'abroad, any', column: 'reached' },
    values: (facts) => {
      const reached = of(facts, DEFAULT).figures.any.auc ?? Number.NaN;
      return [reached, 0.89 - reached];
    },
  },
  {
    at: { page: ACCURACY, row: 'abroad, SAH, SDH, IPH', column: 'reached' },
    values: (facts) => named('SAH, SDH, IPH').map((label) => area(facts, DEFAULT, label)),
  },
];

const compared = PACKAGES.flatMap(({ id }): Claim<Facts>[] => [
  { at: { page: COMPARISON, row: `${id} ¹`, column: 'any abroad' }, values: withInterval(id) },
  ...TYPES.map((label) => ({
    at: { page: COMPARISON, row: id, column: `${LABEL_ABBREVIATIONS[label]} abroad` },
    values: (facts: Facts) => [area(facts, id, label)],
  })),
]);

/** Of the slices to which the default gives such a probability of `any`: how many of 100 bleed, and n. */
function bleedingBetween(facts: Facts, from: number, to: number): readonly [number, number] {
  const found = of(facts, DEFAULT).slices.filter(
    ({ probabilities: { any } }) => any >= from && any < to,
  );
  const bleeding = found.filter(({ truth }) => truth.any === true).length;
  return [(100 * bleeding) / found.length, found.length];
}

const paired = (id: string, label: Label) => (facts: Facts) =>
  pairedDifference(of(facts, DEFAULT).slices, of(facts, id).slices, label);
const PAIR = PACKAGES[2].id;
const INTERVAL = String.raw`\**([+-]?\.\d+) \(([+-]?\.\d+) to ([+-]?\.\d+)\)`;

const sentences: readonly Claim<Facts>[] = [
  {
    at: sentence(ACCURACY, 'pairs of slices told rightly, of 100', /none in (\d+) of 100 pairs/),
    values: (facts) => [100 * (of(facts, DEFAULT).figures.any.auc ?? Number.NaN)],
  },
  {
    at: sentence(
      ACCURACY,
      'ECE of any abroad',
      /too little nearly everywhere\*\* \(ECE ([.\d]+)\)/,
    ),
    values: (facts) => [of(facts, DEFAULT).figures.any.ece ?? NONE],
  },
  {
    at: sentence(
      ACCURACY,
      'bleeding among slices of less than 3 %',
      /gives less than 3 %, (\d+) of 100 bleed \(n = (\d+)\), of those up to 10 %, (\d+) of 100 \(n = (\d+)\)/,
    ),
    values: (facts) => [...bleedingBetween(facts, 0, 0.03), ...bleedingBetween(facts, 0.03, 0.1)],
  },
  {
    at: sentence(
      ACCURACY,
      'both averaged against the default, sensitivity at a specificity of .70 to .85; .90; .95',
      /of \.70 to \.85 it finds as many of the bleeding slices \((\.\d+) more or less\), at \.90 and \.95 (\.\d+) and (\.\d+) more/,
    ),
    values: (facts) => {
      const [one, two] = [of(facts, DEFAULT).slices, of(facts, PAIR).slices];
      const more = (specificity: number) =>
        sensitivityAt(two, specificity) - sensitivityAt(one, specificity);
      return [Math.max(...[0.7, 0.75, 0.8, 0.85].map(more).map(Math.abs)), more(0.9), more(0.95)];
    },
  },
  {
    at: sentence(
      ACCURACY,
      'balanced point abroad',
      /at the balanced point sensitivity ([.\d]+) and specificity ([.\d]+) of slices/,
    ),
    values: (facts) => {
      const judged = of(facts, DEFAULT);
      return flaggedParts(judged.slices, flagsAt(judged, 'balanced'));
    },
  },
  {
    at: sentence(
      ACCURACY,
      'both averaged against the default, any',
      new RegExp(`\`any\` ${INTERVAL}`),
    ),
    values: paired(PAIR, 'any'),
  },
  ...(['SDH', 'IVH', 'SAH'] as const).flatMap((name) =>
    named(name).map((label) => ({
      at: sentence(
        ACCURACY,
        `both averaged against the default, ${name}`,
        new RegExp(`, ${name} ${INTERVAL}`),
      ),
      values: paired(PAIR, label),
    })),
  ),
  {
    at: sentence(
      COMPARISON,
      'both averaged against the default, any',
      /quarter width alone \((\+\.\d+), (-?\.\d+) to (\.\d+)\)/,
    ),
    values: paired(PAIR, 'any'),
  },
];

/** A package's raw outputs on every slice, in the application's own runtime. */
async function predictions(folder: string, { data, onStep, signal, kept }: PartHooks) {
  const { manifest, modelHash } = await loadPackage(folderReader(folder));
  const raw = await kept(
    `abroad-${modelHash.slice(0, 16)}`,
    async (): Promise<readonly RawSlice[]> => {
      const model = await openFolder(folder, { signal });
      try {
        const set = await readCtIch(join(data, 'rsna-slices'));
        const onSlice = (done: number, total: number) => onStep(manifest.id, done, total);
        return await predictDataset(set, set.slices, model, { onSlice, signal });
      } finally {
        model.engine.dispose();
      }
    },
  );
  return { manifest, raw };
}

/** Slices of scanners on which nothing was trained: looked at, never learned from. */
export const abroadPart = part<Facts>({
  name: 'abroad',
  how: 'every slice abroad by the application’s own preprocessing and engine in Node',
  when: 'quick',
  claims: [...firstScreen, ...sideBySide, ...secondOpinion, ...compared, ...sentences],
  measure: async (hooks) => {
    await folderHere(hooks.data, 'rsna-slices');
    const facts = new Map<string, Judged>();
    for (const { id } of PACKAGES) {
      const { manifest, raw } = await predictions(join(ROOT, 'models', id), hooks);
      const { slices } = decide(raw, manifest);
      facts.set(id, { manifest, slices, figures: labelFigures(slices, manifest.operatingPoints) });
    }
    return facts;
  },
});
