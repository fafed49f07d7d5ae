import { AppError } from '#base';
import type { Pacs } from './pacs.ts';
import { listStudies, type PatientSearch, type StudyList } from './query.ts';
import type { StudyRow } from './study-row.ts';

/** Fewer letters are half the archive. */
const FEWEST = 2;
const MOST = 60;

/**
 * The studies of a patient, or of an accession number, by what a person writes: a name from its beginning in either order, an ID, an
 * accession number. An archive matches all keys of a query together, so each is asked for by itself; one that knows a key not gives
 * everything, so what comes is sorted out here. Rejects with AppError 'usage' where the text is too short, and 'pacs-...' as
 * {@link listStudies} does.
 */
export async function searchStudies(
  pacs: Pacs,
  text: string,
  signal?: AbortSignal,
): Promise<StudyList> {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const whole = words.join(' ').slice(0, MOST);
  if (whole.length < FEWEST) {
    throw new AppError('usage', `Write ${FEWEST} letters or more.`);
  }
  const lists: StudyList[] = [];
  for (const query of queriesOf(words, whole)) lists.push(await listStudies(pacs, query, signal));
  const found = new Map<string, StudyRow>();
  for (const { studies } of lists) {
    for (const row of studies) if (isMeant(row, words)) found.set(row.studyInstanceUid, row);
  }
  return {
    studies: [...found.values()],
    badRows: lists.flatMap(({ badRows }) => badRows),
    incomplete: lists.find(({ incomplete }) => incomplete !== null)?.incomplete ?? null,
  };
}

/** Without wildcards and what an archive takes for several values; '^' parts a name as a space does. */
const plain = (text: string): string => text.replace(/[*?\\^,\p{Cc}]/gu, ' ').trim();

function queriesOf(words: readonly string[], whole: string): readonly PatientSearch[] {
  const orders = words.length === 2 ? [words, [...words].reverse()] : [words];
  // A number is nobody's name.
  const names = /^[\d\s.-]*$/.test(whole) ? [] : orders;
  return [
    { kind: 'PatientID', text: whole },
    { kind: 'AccessionNumber', text: whole },
    ...names.map((order): PatientSearch => {
      return { kind: 'PatientName', text: `${order.join('*').slice(0, MOST)}*` };
    }),
  ];
}

const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('^', ' ');

function isMeant({ patientName, patientId, accessionNumber }: StudyRow, words: readonly string[]) {
  const parts = [patientName, patientId, accessionNumber].map(folded);
  return parts.some((part) => words.every((word) => part.includes(folded(word))));
}
