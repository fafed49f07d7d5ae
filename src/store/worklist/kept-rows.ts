import { fingerprint, type Ms, ms, type Reason, sharing, sliceIndex } from '#base';
import { chosenSeries, type Study, sliceKey } from '#dicom';
import type { StudyFindings } from '#triage';
import { applyResult } from '../analysis/apply-run.ts';
import type { KeptResult } from '../storage.ts';
import { type Care, UNSEEN } from './care.ts';
import { readStudy } from './held-study.ts';
import { nextNumber } from './shift.ts';
import {
  type Earlier,
  queuedEntry,
  type SoFar,
  type StudyEntry,
  type StudyPhase,
  type StudyResult,
  type StudySummary,
} from './study-entry.ts';
import { withheldReading, withheldSummary } from './withheld.ts';

/** A study as it is kept from the moment it is first seen: no pixels, and nothing of the patient unless asked. `version` numbers the format. */
export interface KeptRow {
  readonly version: 6;
  /** One more with every write, in whichever tab: by it a tab sees that another wrote since it looked. 0 until it was written once. */
  readonly revision: number;
  /** Sealed where it is kept: see `sealedStorage`. */
  readonly studyKey: string;
  /** {@link uidMark} of its Study Instance UID, sealed where it is kept; '' where it is not known. */
  readonly uid: string;
  /** {@link slicesMark} of the series that was chosen, sealed where it is kept; '' where it is not known. */
  readonly slices: string;
  readonly number: number;
  readonly shift: Ms;
  readonly receivedAt: Ms;
  /** As the entry has it; missing where the clock was never set back. */
  readonly setBack?: Ms;
  readonly summary: StudySummary;
  readonly care: Care;
  readonly pin: StudyEntry['pin'];
  /** What the analysis under way had said of these slices, without UIDs and words of the header; null: nothing, or it is done. */
  readonly soFar: SoFar | 'unreadable' | null;
}

/** What stands for a Study Instance UID in a row: by it a study is known again that a PACS lists. '' stands for none. */
export const uidMark = (studyInstanceUid: string): string =>
  studyInstanceUid === '' ? '' : fingerprint(studyInstanceUid);

/**
 * What stands for the chosen series, by its key and its slices in their order: a row and a result that are kept with the same one are of
 * the same images.
 */
export function slicesMark(study: Study): string {
  const series = chosenSeries(study);
  const slices = series?.slices.map(sliceKey) ?? [];
  return fingerprint(JSON.stringify([study.key, series?.key ?? null, ...slices]));
}

/**
 * What is kept of a study: with what its header says of the patient only where the reader wants names kept. As long as what an earlier tab
 * had said of it stands, the row is of the slices that were meant.
 */
export function rowToKeep(entry: StudyEntry, keepNames: boolean): KeptRow {
  const { study, sealedSlices, earlier } = entry;
  const summary = keepNames ? entry.summary : withheldSummary(entry.summary);
  return {
    version: 6,
    revision: 0,
    studyKey: entry.key,
    uid: uidMark(entry.summary.studyInstanceUid) || entry.sealedUid,
    slices: earlier?.sealedSlices ?? (study === null ? sealedSlices : slicesMark(readStudy(study))),
    number: entry.number,
    shift: entry.shift,
    receivedAt: entry.receivedAt,
    ...(entry.setBack === undefined ? {} : { setBack: entry.setBack }),
    summary: earlier === undefined ? summary : { ...summary, sliceCount: earlier.sliceCount },
    care: entry.care,
    pin: entry.pin,
    soFar: withheldSoFar(entry),
  };
}

function withheldSoFar(entry: StudyEntry): SoFar | null {
  const soFar = soFarOf(entry);
  return soFar === null ? null : withheldReading(soFar);
}

/** What an analysis that is not done has said: the very same object as long as it says nothing new. */
export function soFarOf({ phase, earlier }: Pick<StudyEntry, 'phase' | 'earlier'>): SoFar | null {
  if (earlier !== undefined) return earlier.kept;
  if (phase.kind === 'interrupted') return phase.kept;
  return phase.kind === 'analyzing' ? phase.soFar : null;
}

const IMAGES_GONE = 'images-gone';

const AGAIN = 'its images must be given again';

/** Of a slice that an analysis had not come to. */
const NOT_REACHED: Reason = {
  code: IMAGES_GONE,
  text: `the page was closed before it was analyzed: ${AGAIN}`,
};

/** Why a study of an earlier tab was not analyzed, or not to the end. */
export function imagesGone(soFar: 'unreadable' | null): Reason {
  const lost = soFar === null ? '' : ', and what it had found can’t be read';
  return { code: IMAGES_GONE, text: `the page was closed before it was done${lost}: ${AGAIN}` };
}

/** Where a study of an earlier tab stands that no result is kept of: broken off, and ranked by what had been said of it, if anything was. */
function brokenOff(soFar: KeptRow['soFar'], sliceCount: number): StudyPhase {
  if (soFar === null || soFar === 'unreadable')
    return { kind: 'failed', reason: imagesGone(soFar) };
  const findings = allAccounted(soFar.findings, sliceCount);
  return { kind: 'interrupted', soFar: { ...soFar, findings }, kept: soFar };
}

/** Findings of a part of a study with a reason for every other slice: none counts as read, and none is forgotten. */
function allAccounted(findings: StudyFindings, sliceCount: number): StudyFindings {
  const told = new Set<number>([...findings.slices, ...findings.notAnalysed].map((at) => at.index));
  const rest = Array.from({ length: sliceCount }, (_, index) => sliceIndex(index))
    .filter((index) => !told.has(index))
    .map((index) => ({ sliceKey: '', index, reason: NOT_REACHED }));
  return { ...findings, notAnalysed: [...findings.notAnalysed, ...rest] };
}

/**
 * The numbers of the rows, by study. Two have one where two tabs gave it in the same moment and one of them closed before it heard of the
 * other: the study that came later gets another, as it does between tabs.
 */
function numbersOf(rows: readonly KeptRow[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const taken = new Set(rows.map(({ number }) => number));
  const given = new Set<number>();
  const inOrder = [...rows].sort(
    (a, b) => a.receivedAt - b.receivedAt || (a.studyKey < b.studyKey ? -1 : 1),
  );
  for (const row of inOrder) {
    const number = given.has(row.number) ? nextNumber(row.number, taken) : row.number;
    taken.add(number);
    given.add(number);
    numbers.set(row.studyKey, number);
  }
  return numbers;
}

/**
 * Whether a row, or what was kept in it, is of the slices of this sealed mark, `count` of them. Of a row from before it was kept which
 * slices it is of, only their number is known.
 */
export const isOfSlices = (
  { sealedSlices, sliceCount }: Pick<Earlier, 'sealedSlices' | 'sliceCount'>,
  slices: string,
  count: number,
): boolean => (sealedSlices === '' ? sliceCount === count : sealedSlices === slices);

/**
 * Whether a result is of the slices that the row was last of. One that is not is of another series, of a part of them, or of more: the
 * reader chose another series or the study grew, and the tab ended before it was analyzed anew, or another tab has other files of it.
 */
const isOfRow = (row: StudyEntry, { summary, slices }: KeptResult): boolean =>
  isOfSlices({ ...row.summary, sealedSlices: row.sealedSlices }, slices, summary.sliceCount);

/**
 * The studies of earlier tabs, without images: every one that was received, with its result where there is one of the same slices, the newest of
 * several, else with what was said of it before its analysis was broken off. A result without a row, as earlier versions of this app kept them, counts as from an earlier shift.
 */
export function restoredEntries(
  rows: readonly KeptRow[],
  results: readonly KeptResult[],
): ReadonlyMap<string, StudyEntry> {
  const entries = new Map<string, StudyEntry>();
  const numbers = numbersOf(rows);
  const taken = new Set(numbers.values());
  for (const row of rows) {
    const { studyKey, uid, slices, shift, summary, receivedAt, setBack, care, pin, soFar } = row;
    const number = numbers.get(studyKey) ?? row.number;
    const given = { key: studyKey, number, shift, summary, study: null, receivedAt };
    const entry = {
      ...queuedEntry(given),
      ...(setBack === undefined ? {} : { setBack }),
      sealedUid: uid,
      sealedSlices: slices,
    };
    const phase = brokenOff(soFar, summary.sliceCount);
    entries.set(studyKey, { ...entry, care: care ?? UNSEEN, pin, phase });
  }
  let latest: StudyResult | null = null;
  const byAge = [...results].sort((a, b) => a.result.finishedAt - b.result.finishedAt);
  for (const kept of byAge) {
    const { studyKey, summary, result, receivedAt } = kept;
    const known = entries.get(studyKey);
    if (known !== undefined && !isOfRow(known, kept)) continue;
    const number = known?.number ?? nextNumber(0, taken);
    taken.add(number);
    const given = { key: studyKey, number, shift: ms(0), summary, study: null };
    const entry = known ?? queuedEntry({ ...given, receivedAt: ms(receivedAt) });
    latest = sharing(result, latest);
    entries.set(studyKey, applyResult(entry, latest));
  }
  return entries;
}
