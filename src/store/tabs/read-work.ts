import * as v from 'valibot';
import type { Measurement } from '#measure';
import type { VerdictRecord } from '#verdicts';
import { keptCare, keptPin, readMeasurements, readVerdicts } from '../kept-formats.ts';
import type { Care } from '../worklist/care.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';

/** What a reader did with a study in one tab, for the others. `study` is its key under the browser's seal. */
export interface SharedWork {
  readonly study: string;
  readonly care?: Care;
  readonly pin?: StudyEntry['pin'];
  readonly verdicts?: VerdictRecord;
  readonly measured?: Measured;
}

/** What became of a study's measurements in one tab, series and slices under the browser's seal. */
export interface Measured {
  /** Made or changed. */
  readonly put: readonly Measurement[];
  /** Deleted. */
  readonly gone: readonly Measurement[];
  /** How many that tab has, and keeps, now. */
  readonly count: number;
}

const sharedWork = v.object({
  study: v.string(),
  care: v.exactOptional(keptCare),
  pin: v.exactOptional(keptPin),
  verdicts: v.exactOptional(v.unknown()),
  measured: v.exactOptional(
    v.object({ put: v.array(v.unknown()), gone: v.array(v.unknown()), count: v.number() }),
  ),
});
const message = v.looseObject({ work: sharedWork });

/** Reads what another tab said; null: it is about something else, or not understood, as from another version of the app. */
export function readWork(raw: unknown): SharedWork | null {
  const parsed = v.safeParse(message, raw);
  if (!parsed.success) return null;
  const { verdicts: said, measured: told, ...work } = parsed.output.work;
  const verdicts = said === undefined ? undefined : readVerdicts(said);
  const measured = told === undefined ? undefined : readMeasured(work.study, told);
  if (measured === null || (verdicts !== undefined && verdicts.kind !== 'current')) return null;
  return {
    ...work,
    ...(verdicts === undefined ? {} : { verdicts: verdicts.value }),
    ...(measured === undefined ? {} : { measured }),
  } as SharedWork;
}

function readMeasured(
  studyKey: string,
  told: { readonly put: unknown; readonly gone: unknown; readonly count: number },
): Measured | null {
  const [put, gone] = [told.put, told.gone].map((measurements) =>
    readMeasurements({ version: 2, studyKey, measurements }),
  );
  return put?.kind === 'current' && gone?.kind === 'current'
    ? { put: put.value.measurements, gone: gone.value.measurements, count: told.count }
    : null;
}
