import { AppError, type LabelMap, labelMap } from '#base';
import { chosenSeries, type SliceHeader, type Study, sliceKey } from '#dicom';
import { studyTruth, type Truth } from '#labels';
import type { FileOf, SiteStudy } from './site-study.ts';

type Labels = LabelMap<boolean | null>;

/** What the labels say of a study. */
export interface JoinedStudy {
  /** null: the labels say nothing of it. */
  readonly truth: Labels | null;
  /** By slice; empty where labels are of studies. */
  readonly slices: ReadonlyMap<string, Labels>;
  /** Code of why its labels judge nothing though they name it; null: they do, or they don't name it. */
  readonly doubt: LabelDoubt | null;
}

/**
 * Labels that name a study and leave open what it is: the only name is that of another study, too (a patient who has two); some of its
 * slices have none, and the others are without hemorrhage; `any` is empty.
 */
export type LabelDoubt = 'label-of-several' | 'labels-in-part' | 'label-empty';

/** Labels and studies, joined. */
export interface JoinedLabels {
  readonly of: ReadonlyMap<string, JoinedStudy>;
  /** Names of the labels that are nobody's. */
  readonly unmatched: number;
}

const NOTHING: Labels = labelMap(() => null);

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const stem = (name: string): string => name.replace(/\.[^.]*$/, '');
/** The folder that a path lies in; '' for none. */
const folder = (path: string): string => {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : base(path.slice(0, cut));
};

const headersOf = ({ series }: Study): readonly SliceHeader[] =>
  series.flatMap(({ slices, duplicates }) => [...slices, ...duplicates]);

const unique = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name) => name !== '')),
];

/** What a labels file may call a study: most telling first. */
const studyNames = (study: Study, fileOf: FileOf): readonly string[] =>
  unique([
    study.studyInstanceUid,
    study.key,
    study.patient.patientId,
    ...headersOf(study).map(({ sourceId }) => folder(fileOf(sourceId))),
  ]);

const sliceNames = (header: SliceHeader, fileOf: FileOf): readonly string[] => {
  const path = fileOf(header.sourceId);
  const key = sliceKey(header);
  return header.numberOfFrames > 1 ? [key] : unique([key, path, base(path), stem(base(path))]);
};

const inWords = (truth: Labels): string =>
  Object.entries(truth)
    .map(([label, value]) => `${label} ${value === null ? '-' : Number(value)}`)
    .join(', ');

/** The labels of the names that are in the file, the first of which counts. Throws where they differ. */
function entryOf(truth: Truth, names: readonly string[]) {
  const found = names.flatMap((name) => {
    const entry = truth.byName.get(name);
    return entry === undefined ? [] : [{ name, ...entry }];
  });
  const [first] = found;
  const other = found.find(
    (one) => first !== undefined && inWords(one.truth) !== inWords(first.truth),
  );
  if (first !== undefined && other !== undefined) {
    const text = `${truth.path}:${other.line}: one ${truth.level} is labeled twice differently, here and on line ${first.line}`;
    throw new AppError('bad-dataset', text);
  }
  return { first: first ?? null, names: found.map(({ name }) => name) };
}

/**
 * Joins labels to studies. Throws AppError 'bad-dataset' that names file and line where one study or slice is labeled twice differently,
 * where a slice's name is that of two, and where no name fits anything.
 */
export function joinLabels(
  truth: Truth,
  studies: readonly Pick<SiteStudy, 'study'>[],
  fileOf: FileOf,
): JoinedLabels {
  const used = new Set<string>();
  const of =
    truth.level === 'study'
      ? byStudy(truth, studies, fileOf, used)
      : bySlice(truth, studies, fileOf, used);
  if (used.size === 0) {
    const text = `${truth.path}: none of its ${truth.byName.size} names is that of a ${truth.level} that is here`;
    throw new AppError('bad-dataset', text);
  }
  return { of, unmatched: truth.byName.size - used.size };
}

function byStudy(
  truth: Truth,
  studies: readonly Pick<SiteStudy, 'study'>[],
  fileOf: FileOf,
  used: Set<string>,
): ReadonlyMap<string, JoinedStudy> {
  const owners = new Map<string, number>();
  const named = studies.map(({ study }) => {
    const names = studyNames(study, fileOf);
    for (const name of names) owners.set(name, (owners.get(name) ?? 0) + 1);
    return { study, names };
  });
  return new Map(
    named.map(({ study, names }) => {
      const own = entryOf(
        truth,
        names.filter((name) => owners.get(name) === 1),
      );
      const shared = names.filter((name) => (owners.get(name) ?? 0) > 1 && truth.byName.has(name));
      for (const name of [...own.names, ...shared]) used.add(name);
      const said = own.first?.truth ?? null;
      const isShared = said === null && shared.length > 0;
      const unsaid = said !== null && said.any === null ? 'label-empty' : null;
      return [
        study.key,
        {
          truth: unsaid === null ? said : null,
          slices: new Map(),
          doubt: isShared ? 'label-of-several' : unsaid,
        },
      ];
    }),
  );
}

function bySlice(
  truth: Truth,
  studies: readonly Pick<SiteStudy, 'study'>[],
  fileOf: FileOf,
  used: Set<string>,
): ReadonlyMap<string, JoinedStudy> {
  const owner = new Map<string, string>();
  return new Map(
    studies.map(({ study }) => {
      const slices = new Map<string, Labels>();
      for (const header of headersOf(study)) {
        const key = sliceKey(header);
        const { first, names } = entryOf(truth, sliceNames(header, fileOf));
        if (first === null) continue;
        for (const name of names) {
          used.add(name);
          if ((owner.get(name) ?? `${study.key} ${key}`) !== `${study.key} ${key}`) {
            const text = `${truth.path}:${first.line}: its name is that of two slices: name slices by SOPInstanceUID`;
            throw new AppError('bad-dataset', text);
          }
          owner.set(name, `${study.key} ${key}`);
        }
        slices.set(key, first.truth);
      }
      return [study.key, { slices, ...wholeOf(study, slices) }];
    }),
  );
}

/** A study's truth from its slices': one that bleeds is enough; that none does is known only where all that are analyzed are labeled. */
function wholeOf(
  study: Study,
  slices: ReadonlyMap<string, Labels>,
): Pick<JoinedStudy, 'truth' | 'doubt'> {
  if (slices.size === 0) return { truth: null, doubt: null };
  const read = (chosenSeries(study) ?? study.series[0])?.slices ?? [];
  const missing = read.some((header) => !slices.has(sliceKey(header)));
  const truth = studyTruth([...slices.values(), ...(missing ? [NOTHING] : [])]);
  if (truth.any !== null) return { truth, doubt: null };
  return { truth: null, doubt: missing ? 'labels-in-part' : 'label-empty' };
}
