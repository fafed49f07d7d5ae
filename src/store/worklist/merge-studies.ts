import { type Ms, ms } from '#base';
import { type Study, withChosenSeries } from '#dicom';
import { applyResult } from '../analysis/apply-run.ts';
import type { KeptResult } from '../storage.ts';
import { seriesFingerprint } from './state.ts';
import { queuedEntry, type StudyEntry } from './study-entry.ts';
import { summarizeStudy } from './summarize-study.ts';

/** Studies from earlier tabs: results without images. The newest result of a study counts. */
export function restoredEntries(kept: readonly KeptResult[]): ReadonlyMap<string, StudyEntry> {
  const entries = new Map<string, StudyEntry>();
  const byAge = [...kept].sort((a, b) => a.result.finishedAt - b.result.finishedAt);
  for (const { studyKey, summary, result, receivedAt } of byAge) {
    const entry = queuedEntry({ key: studyKey, summary, study: null, receivedAt: ms(receivedAt) });
    entries.set(studyKey, applyResult(entry, result));
  }
  return entries;
}

/**
 * The worklist with the studies as the intake knows them now. A study whose analyzed slices are new or others than before
 * is `changed`: it has to be analyzed (again). The reader's choice of series stays.
 */
export function mergeStudies(
  entries: ReadonlyMap<string, StudyEntry>,
  studies: readonly Study[],
  now: Ms,
): { readonly entries: ReadonlyMap<string, StudyEntry>; readonly changed: readonly string[] } {
  const next = new Map(entries);
  const changed: string[] = [];
  for (const study of studies) {
    const before = next.get(study.key);
    const chosen = readersChoice(before?.study ?? null, study);
    const read = { key: study.key, study: chosen, summary: summarizeStudy(chosen) };
    next.set(
      study.key,
      before === undefined ? queuedEntry({ ...read, receivedAt: now }) : { ...before, ...read },
    );
    if (before === undefined || seriesFingerprint(before.study) !== seriesFingerprint(chosen)) {
      changed.push(study.key);
    }
  }
  return { entries: next, changed };
}

function readersChoice(before: Study | null, study: Study): Study {
  const chosen = before?.chosen;
  return chosen?.reason === 'chosen by the reader'
    ? withChosenSeries(study, chosen.seriesKey)
    : study;
}
