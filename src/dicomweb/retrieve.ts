import { AppError, type Reason } from '#base';
import type { InstanceIds } from '#dicom';
import { collect, type Found, type SourceEvent } from '#intake';
import { arrivals } from './arrivals.ts';
import { type Answer, ask } from './ask.ts';
import type { Pacs } from './pacs.ts';
import { fileOf, studyOf } from './parts-of-study.ts';
import { isUid } from './uid.ts';

/** What is asked for. */
export interface WantedStudy {
  readonly studyInstanceUid: string;
  /** Objects that the PACS says it has; null: it does not say. */
  readonly instances: number | null;
  /** The PACS lists it under two patients: a trouble, whatever comes. */
  readonly isTorn?: boolean;
  /** Hears how many objects came so far. */
  readonly onObject?: (count: number) => void;
}

/** A study as it came. */
export interface RetrievedStudy {
  /**
   * As a drop or a folder gives them: each object is a file, or a skip with a reason; what is wrong with the answer as a whole is a skip
   * under the study's UID.
   */
  readonly found: readonly Found<Blob>[];
  /** What the files are. */
  readonly objects: readonly InstanceIds[];
  /** Why the study may be less or other than the PACS has: fewer objects, unusable ones, two patients. Empty is as it should be. */
  readonly troubles: readonly Reason[];
  /** Bytes of the objects that were asked for: not those that were held already. */
  readonly fetchedBytes: number;
}

/** The standard's default makes a PACS convert, and some die of it: what it has is decoded here. */
export const AS_STORED = 'multipart/related; type="application/dicom"; transfer-syntax=*';
/** For a PACS that does not know the asterisk. */
export const AS_IT_LIKES = 'multipart/related; type="application/dicom"';

/**
 * A study of more objects is read as it comes, so that the screen can say how far it is. What fewer are of comes in a moment: it is left
 * where the browser keeps it, which is less work than handing every byte to the page and back.
 */
const MOST_KEPT_OBJECTS = 200;

/**
 * A study's files (WADO-RS, PS3.18 10.4). A study comes whole or not at all. Rejects with AppError 'pacs-...' where it does not come.
 */
export async function retrieveStudy(
  pacs: Pacs,
  wanted: WantedStudy,
  signal?: AbortSignal,
): Promise<RetrievedStudy> {
  if (!isUid(wanted.studyInstanceUid)) {
    throw new AppError('pacs-bad-row', 'this is no Study Instance UID');
  }
  try {
    return await retrieveAs(pacs, wanted, AS_STORED, signal);
  } catch (error) {
    const { status, isOrthanc } = error instanceof AppError ? error.data : {};
    // Orthanc knows the asterisk: what it refuses is something else, and a wish to convert ends it where it converts by gdcm.
    if ((status !== 400 && status !== 406) || isOrthanc === true) throw error;
    return await retrieveAs(pacs, wanted, AS_IT_LIKES, signal);
  }
}

/** The same as the intake's events: nothing behind it knows where the study came from. */
export function studySources(
  found: readonly Found<Blob>[],
  signal?: AbortSignal,
): AsyncGenerator<SourceEvent> {
  return collect(found, (bytes) => new Blob([...bytes]), signal);
}

function retrieveAs(
  pacs: Pacs,
  wanted: WantedStudy,
  accept: string,
  signal: AbortSignal | undefined,
): Promise<RetrievedStudy> {
  const { studyMs: deadlineMs, studyBytes: mostBytes } = pacs.limits;
  const path = `studies/${wanted.studyInstanceUid}`;
  const isKept = pacs.isGuarded && (wanted.instances ?? Infinity) <= MOST_KEPT_OBJECTS;
  return ask(
    pacs,
    { path, accept, deadlineMs, mostBytes },
    (answer) => filesOf(answer, wanted, pacs.limits, isKept),
    signal,
  );
}

async function filesOf(
  answer: Answer,
  wanted: WantedStudy,
  limits: Pacs['limits'],
  isKept: boolean,
): Promise<RetrievedStudy> {
  // A study that is there has objects: an answer of none is no study.
  if (answer.status === 204) throw new AppError('pacs-not-found', 'the PACS gave nothing of it');
  const uid = wanted.studyInstanceUid;
  const found: Found<Blob>[] = [];
  const objects: InstanceIds[] = [];
  const unusable: Reason[] = [];
  let count = 0;
  let fetchedBytes = 0;
  wanted.onObject?.(0);
  for await (const { what, blob } of arrivals(answer, uid, limits, isKept)) {
    count += 1;
    fetchedBytes += blob.size;
    wanted.onObject?.(count);
    if ('code' in what) {
      unusable.push(what);
      found.push({ path: `${uid}/part ${count}`, reason: what });
      continue;
    }
    objects.push(what);
    found.push(fileOf(what, blob, count));
  }
  if (count === 0) throw new AppError('pacs-broken', 'the PACS gave a study without objects');
  return studyOf(wanted, { found, objects, unusable, fetchedBytes });
}
