import type { Reason } from '#base';
import type { StudyRow } from '#dicomweb';
import type { StudyEntry } from '../worklist/study-entry.ts';
import type { PacsState } from './state.ts';

/** Why a study of the list is not taken into the worklist; null where it may be. One that does not say its modality may be CT. */
export function whyNotTaken({ modalities, instances }: StudyRow): Reason | null {
  if (modalities.length > 0 && !modalities.includes('CT')) {
    return { code: 'not-ct', text: `not CT: modality ${modalities.join(', ')}` };
  }
  return instances === 0
    ? { code: 'pacs-not-found', text: 'the PACS has no objects of it yet' }
    : null;
}

/** The study of the worklist that a row of the list is; by its seal, where it is known from before a reload. */
export function studyOfRow(
  entries: ReadonlyMap<string, StudyEntry>,
  uid: string,
  seal: string | undefined,
): StudyEntry | undefined {
  let restored: StudyEntry | undefined;
  for (const entry of entries.values()) {
    if (entry.summary.studyInstanceUid === uid) return entry;
    if (seal !== undefined && entry.sealedUid === seal) restored ??= entry;
  }
  return restored;
}

/** Whether new studies are not seen while the PACS is watched: none at all, or those that its list leaves out. */
export const unseenOf = ({ watch }: Pick<PacsState, 'watch'>): 'all' | 'some' | null => {
  if (!watch.on) return null;
  return watch.problem !== null ? 'all' : watch.partial !== null ? 'some' : null;
};

/** Whether results may be sent to a PACS at all. */
export const takesResults = ({ site }: PacsState): boolean => site.kind === 'there' && site.store;

/** Why a study's result cannot be sent to the PACS, in a sentence; null where the study itself is no obstacle. */
export function sendFault(
  { summary }: Pick<StudyEntry, 'summary'>,
  state: PacsState,
): string | null {
  const { alarm, studies } = state;
  if (!takesResults(state)) return 'This server lets no results through to the PACS.';
  if (alarm !== null) return 'Nothing is sent after the alarm.';
  const study = studies.get(summary.studyInstanceUid);
  if (study === undefined || study.phase.kind === 'failed') {
    return 'It did not come from the PACS in this tab: take it from its list first.';
  }
  if (study.phase.kind !== 'taken') return 'It is being fetched: wait for it.';
  const [trouble] = study.troubles;
  return trouble === undefined ? null : `Nothing is written to it: ${trouble.text}.`;
}
