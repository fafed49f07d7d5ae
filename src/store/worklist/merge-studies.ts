import type { Ms } from '#base';
import { chosenSeries, type Study, withChosenSeries } from '#dicom';
import { UNSEEN } from './care.ts';
import { type HeldStudy, heldStudy, readStudy } from './held-study.ts';
import { nextNumber, numbersTaken, type Shift } from './shift.ts';
import { seriesFingerprint } from './state.ts';
import { isSettled, queuedAgain, queuedEntry, type StudyEntry } from './study-entry.ts';
import { summarizeStudy } from './summarize-study.ts';

/** The worklist with the studies as the intake knows them now. */
export interface Merged {
  readonly entries: ReadonlyMap<string, StudyEntry>;
  /** Studies whose analyzed slices are new or others than before: they have to be analyzed (again). */
  readonly changed: readonly string[];
  /** Studies that were done, and of which images came since that nobody saw: they are unread again, as if they had come in now. */
  readonly reopened: readonly string[];
  /** The number that was given last. */
  readonly lastNumber: number;
}

/**
 * Takes the studies in. The reader's choice of series stays, and so does the time at which a study was received, unless it is given
 * again in another shift, or was done and grew: then it came in now. Numbers that other tabs gave, `elsewhere`, are not given.
 */
export function mergeStudies(
  entries: ReadonlyMap<string, StudyEntry>,
  studies: readonly Study[],
  { startedAt, lastNumber }: Pick<Shift, 'startedAt' | 'lastNumber'>,
  now: Ms,
  elsewhere: ReadonlySet<number> = new Set(),
): Merged {
  const next = new Map(entries);
  const changed: string[] = [];
  const reopened: string[] = [];
  const taken = numbersTaken(entries, elsewhere);
  let last = lastNumber;
  for (const study of studies) {
    const before = next.get(study.key);
    const chosen = readersChoice(before?.study ?? null, study);
    const read = { key: study.key, study: heldStudy(chosen), summary: summarizeStudy(chosen) };
    // A row of an earlier load has a result and no slices: whatever is given, even if nothing of it can be analyzed, is other.
    const isOther =
      before === undefined ||
      before.study === null ||
      seriesFingerprint(readStudy(before.study)) !== seriesFingerprint(chosen);
    if (before === undefined) {
      last = nextNumber(last, taken);
      taken.add(last);
      const arrival = { number: last, shift: startedAt, receivedAt: now };
      next.set(study.key, queuedEntry({ ...read, ...arrival }));
    } else {
      const grew = isOther && isDone(before) && hasNewImages(before.study, chosen);
      if (grew) reopened.push(study.key);
      const again = grew || (before.shift !== startedAt && before.care.done === null);
      const known = { ...(isOther ? queuedAgain(before) : before), ...read };
      const entry = grew ? { ...known, care: UNSEEN } : known;
      next.set(study.key, again ? cameNow(entry, startedAt, now) : entry);
    }
    if (isOther) changed.push(study.key);
  }
  return { entries: next, changed, reopened, lastNumber: last };
}

/** Read to the end by people, with what was there. One whose images are just being given again after a reload is not analyzed to the end yet. */
const isDone = (entry: StudyEntry): boolean => entry.care.done !== null && isSettled(entry);

const imagesOf = (study: Study): readonly string[] =>
  (chosenSeries(study)?.slices ?? []).map(
    ({ sopInstanceUid, frameIndex }) => `${sopInstanceUid}/${frameIndex}`,
  );

/** Whether the series to analyze has images that it had not. A row without its images tells nothing: they may be the same. */
function hasNewImages(before: HeldStudy | null, study: Study): boolean {
  if (before === null) return false;
  const had = new Set(imagesOf(readStudy(before)));
  return imagesOf(study).some((image) => !had.has(image));
}

/** The study as one that came in now, in a shift; however often the clock was set back before. */
function cameNow({ setBack: _, ...entry }: StudyEntry, shift: Ms, receivedAt: Ms): StudyEntry {
  return { ...entry, shift, receivedAt };
}

function readersChoice(before: HeldStudy | null, study: Study): Study {
  const chosen = before?.chosen;
  return chosen?.reason === 'chosen by the reader'
    ? withChosenSeries(study, chosen.seriesKey)
    : study;
}
