import { namedUid } from './result-uid.ts';

/** Who this program is in the objects that it writes. */
export const OWN_MANUFACTURER = 'ICH Triage (research software)';
/** What the description of each of its series begins with. */
const OWN_SERIES = 'ICH Triage: ';

/** An object of a result: Structured Report, Key Object Selection or Secondary Capture. */
export type ResultKind = 'SR' | 'KOS' | 'SC';

const KINDS: readonly ResultKind[] = ['SR', 'KOS', 'SC'];

/** The modalities of what this program writes: an image of a scanner is never one of them. */
export const OWN_MODALITIES: ReadonlySet<string> = new Set(['SR', 'KO', 'OT']);

/** What an archive says of a series, or an object of its own. What is not said is ''. */
export interface SaidOfSeries {
  readonly seriesInstanceUid: string;
  readonly modality: string;
  readonly manufacturer: string;
  readonly seriesDescription: string;
}

/**
 * Whether something in a study is this program's own: of whichever version, model or machine, by a tab or by a worker. To store it is no
 * growth of the study. `known`: series that are known to be its own, for an archive that says nothing but their UIDs.
 */
export function isOwnObject(said: SaidOfSeries, known: ReadonlySet<string> = new Set()): boolean {
  const { seriesInstanceUid, modality, manufacturer, seriesDescription } = said;
  if (known.has(seriesInstanceUid)) return true;
  if (!OWN_MODALITIES.has(modality)) return false;
  // By whom it is made is what many archives don't say in a list; how a series is described, all do.
  return manufacturer === ''
    ? seriesDescription.startsWith(OWN_SERIES)
    : manufacturer === OWN_MANUFACTURER;
}

/** The series that a model's results of a study stand in, known before there is one: an archive that has it has a result. */
export const resultSeriesUid = (
  kind: ResultKind,
  studyInstanceUid: string,
  modelHash: string,
): Promise<string> => namedUid('series', kind, studyInstanceUid, modelHash);

/** All of them. */
export async function resultSeries(
  studyInstanceUid: string,
  modelHash: string,
): Promise<ReadonlySet<string>> {
  const uids = KINDS.map((kind) => resultSeriesUid(kind, studyInstanceUid, modelHash));
  return new Set(await Promise.all(uids));
}
