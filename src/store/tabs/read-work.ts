import * as v from 'valibot';
import type { VerdictRecord } from '#verdicts';
import { keptCare, keptPin, readVerdicts } from '../kept-formats.ts';
import type { Care } from '../worklist/care.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';

/** What a reader did with a study in one tab, for the others. `study` is its key under the browser's seal. */
export interface SharedWork {
  readonly study: string;
  readonly care?: Care;
  readonly pin?: StudyEntry['pin'];
  readonly verdicts?: VerdictRecord;
}

const sharedWork = v.object({
  study: v.string(),
  care: v.exactOptional(keptCare),
  pin: v.exactOptional(keptPin),
  verdicts: v.exactOptional(v.unknown()),
});
const message = v.looseObject({ work: sharedWork });

/** Reads what another tab said; null: it is about something else, or not understood, as from another version of the app. */
export function readWork(raw: unknown): SharedWork | null {
  const parsed = v.safeParse(message, raw);
  if (!parsed.success) return null;
  const { verdicts: said, ...work } = parsed.output.work;
  if (said === undefined) return work as SharedWork;
  const verdicts = readVerdicts(said);
  return verdicts.kind === 'current' ? ({ ...work, verdicts: verdicts.value } as SharedWork) : null;
}
