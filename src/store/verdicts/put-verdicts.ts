import { mergedRecords, type VerdictRecord } from '#verdicts';
import type { Database } from '../database.ts';
import { readVerdicts } from '../kept-formats.ts';

/**
 * Writes a study's verdicts together with those that another tab gave since they were read, in one transaction: none is lost, and nothing lies
 * in the place of a newer program's.
 */
export async function putVerdicts(db: Database, record: VerdictRecord): Promise<void> {
  const { store, done } = db.transaction('feedback', 'readwrite');
  const raw = await store.get(record.studyKey);
  const there = raw === undefined ? null : readVerdicts(raw);
  if (there?.kind !== 'newer') {
    await store.put(there?.kind === 'current' ? mergedRecords(record, there.value) : record);
  }
  await done;
}
