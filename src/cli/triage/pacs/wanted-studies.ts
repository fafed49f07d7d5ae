import { listStudies, mayBeCt, type Pacs, type StudyRow, TORN } from '#dicomweb';
import type { SkippedSource } from '#intake';
import type { PacsRequest } from './options.ts';
import { isInShard } from './shard.ts';

/** What the list says of a study before it is fetched. */
export interface ListedStudy extends Pick<StudyRow, 'studyInstanceUid' | 'instances' | 'isTorn'> {
  /** All of it; null where it does not list it. */
  readonly row: StudyRow | null;
}

/** What the PACS has of what is wanted. */
export interface WantedStudies {
  /** To be fetched, in the order of the list. */
  readonly studies: readonly ListedStudy[];
  /** Left to other shares. */
  readonly elsewhere: number;
  readonly skipped: readonly SkippedSource[];
  /** Those of the skipped that are faults: rows without a study, a list that may go on. */
  readonly faults: number;
}

interface Found extends Omit<WantedStudies, 'elsewhere' | 'studies'> {
  readonly studies: readonly ListedStudy[];
}

/** Asks the PACS which studies there are. Rejects with AppError 'pacs-...' where it does not say. */
export async function wantedStudies(
  pacs: Pacs,
  { wanted, shard }: Pick<PacsRequest, 'wanted' | 'shard'>,
  signal: AbortSignal,
): Promise<WantedStudies> {
  const found =
    wanted.kind === 'dates'
      ? await ofDays(pacs, wanted, signal)
      : await named(pacs, wanted.uids, signal);
  const isOurs = await Promise.all(
    found.studies.map(
      ({ studyInstanceUid }) => shard === null || isInShard(studyInstanceUid, shard),
    ),
  );
  const studies = found.studies.filter((_, index) => isOurs[index]);
  const torn = studies.filter(({ isTorn }) => isTorn);
  return {
    studies,
    elsewhere: found.studies.length - studies.length,
    skipped: [
      ...found.skipped,
      ...torn.map(({ studyInstanceUid: path }) => ({ path: `${path} in the list`, reason: TORN })),
    ],
    faults: found.faults + torn.length,
  };
}

async function ofDays(
  pacs: Pacs,
  { from, to }: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<Found> {
  const list = await listStudies(pacs, { kind: 'dates', from, to }, signal);
  const faults = [...list.badRows, ...(list.incomplete === null ? [] : [list.incomplete])];
  const others = list.studies.filter((row) => !mayBeCt(row));
  return {
    studies: list.studies.filter(mayBeCt).map((row) => ({ ...row, row })),
    skipped: [
      ...faults.map((reason) => ({ path: 'the list of the PACS', reason })),
      ...others.map(({ studyInstanceUid, modalities }) => ({
        path: studyInstanceUid,
        reason: { code: 'not-ct', text: `not CT: modality ${modalities.join(', ')}` } as const,
      })),
    ],
    faults: faults.length,
  };
}

/** Studies by name are fetched whatever the list says of them: it is asked how many objects they have, no more. */
async function named(pacs: Pacs, uids: readonly string[], signal: AbortSignal): Promise<Found> {
  const studies: ListedStudy[] = [];
  for (const studyInstanceUid of uids) {
    const row = await rowOf(pacs, studyInstanceUid, signal);
    studies.push({ studyInstanceUid, instances: null, isTorn: false, ...row, row: row ?? null });
  }
  return { studies, skipped: [], faults: 0 };
}

async function rowOf(pacs: Pacs, uid: string, signal: AbortSignal): Promise<StudyRow | undefined> {
  const { studies } = await listStudies(pacs, { kind: 'study', studyInstanceUid: uid }, signal);
  return studies.find(({ studyInstanceUid }) => studyInstanceUid === uid);
}
