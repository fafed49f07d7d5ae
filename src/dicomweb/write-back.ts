import { AppError, countOf, messageOf } from '#base';
import { readInstanceIds } from '#dicom';
import { arePatientsTwo, heldOf, patientsListed } from './held.ts';
import type { Pacs } from './pacs.ts';
import { type StoredFile, storeFiles } from './store.ts';

/** What became of a study's result. */
export type WrittenBack =
  | { readonly kind: 'stored' }
  /** It is not in the PACS, or not all of it; the study is as it was. */
  | { readonly kind: 'failed'; readonly text: string }
  /** It is in the PACS, and the study does not answer as before: nothing more may be written. */
  | { readonly kind: 'alarm'; readonly text: string };

/** An archive may need a moment until it answers for what it took. Milliseconds before each look. */
const LOOKS = [0, 1000, 4000];

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Looks whether the PACS still has the study, and for the patient whom the result names: it may have been merged or deleted since it was
 * fetched, and is left alone then. Stores a result and reads the study back: its images and the result must answer under one patient. In some archives an object whose
 * patient differs by a space hides the patient's images from everybody. What has begun is not cancelled: a
 * result that nobody looked at is not left behind.
 */
export async function writeBack(
  pacs: Pacs,
  uid: string,
  files: readonly StoredFile[],
  /** SOP Instance UIDs of the study's objects, as they were fetched. */
  before: ReadonlySet<string>,
  looks: readonly number[] = LOOKS,
): Promise<WrittenBack> {
  const changed = await whatChanged(pacs, uid, files).catch(messageOf);
  if (changed !== null) return { kind: 'failed', text: changed };
  const failed = await storing(pacs, files);
  if (failed.isRefused) return { kind: 'failed', text: failed.text };
  // Without an answer it may be stored for all that: the study is looked at in any case.
  const uids = files.map(({ sopInstanceUid }) => sopInstanceUid);
  const must = new Set(failed.text === '' ? [...before, ...uids] : before);
  const wrong = await whatIsWrong(pacs, uid, must, looks);
  if (wrong !== null) {
    const advice = `look at it in the PACS, and delete the result there (${uids.join(', ')})`;
    return { kind: 'alarm', text: `${wrong}; ${advice}` };
  }
  return failed.text === '' ? { kind: 'stored' } : { kind: 'failed', text: failed.text };
}

/** Why a result is of a study that is not there any more, or of another patient's; null where it is not. */
async function whatChanged(
  pacs: Pacs,
  uid: string,
  files: readonly StoredFile[],
): Promise<string | null> {
  const listed = await patientsListed(pacs, uid);
  if (listed.length === 0) return 'the PACS lists the study no more; nothing is stored in it';
  const named = files.flatMap(({ bytes }) => {
    const ids = readInstanceIds(bytes);
    return ids.ok ? [ids.value.rawPatientId] : [];
  });
  const isOther = named.some((one) => listed.some((other) => arePatientsTwo(one, other)));
  return isOther
    ? 'the PACS lists the study under another patient than its images named when they were fetched; nothing is stored in it'
    : null;
}

/** Stores, and says what was not stored; '' where all was. Refused: the PACS did not look at it. */
async function storing(
  pacs: Pacs,
  files: readonly StoredFile[],
): Promise<{ readonly text: string; readonly isRefused: boolean }> {
  try {
    const { failed } = await storeFiles(pacs, files);
    const text = failed
      .map(({ sopInstanceUid, reason }) => `${sopInstanceUid}: ${reason.text}`)
      .join('; ');
    return { text, isRefused: false };
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === 'pacs-refused';
    return { text: messageOf(error), isRefused };
  }
}

async function whatIsWrong(
  pacs: Pacs,
  uid: string,
  must: ReadonlySet<string>,
  looks: readonly number[],
): Promise<string | null> {
  let wrong: string | null = null;
  for (const pause of looks) {
    await wait(pause);
    wrong = await look(pacs, uid, must);
    if (wrong === null) return null;
  }
  return wrong;
}

async function look(pacs: Pacs, uid: string, must: ReadonlySet<string>): Promise<string | null> {
  try {
    const { instances, patientIds } = await heldOf(pacs, uid);
    if (patientIds.length > 1) return `the study answers under ${patientIds.length} patients`;
    const missing = [...must].filter((one) => !instances.has(one)).length;
    return missing === 0 ? null : `${countOf(missing, 'object')} of the study is missing`;
  } catch (error) {
    return `the study does not answer any more: ${messageOf(error)}`;
  }
}
