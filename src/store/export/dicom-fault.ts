import { isLegalUid } from '#dicom';
import type { EngineState } from '#workers';
import { resultOf, type StudyEntry } from '../worklist/study-entry.ts';

const NO_IMAGES =
  'Patient and study are copied from the images, which are not in this tab any more: drop the study’s files again.';
const ILLEGAL_UIDS =
  'Its images have UIDs that DICOM does not allow (as those of the RSNA set): no valid object can refer to them.';

/** Why no result objects can be made of a study, and what to do about it, in a sentence; null where they can. */
export function dicomFault(entry: StudyEntry, engine: EngineState): string | null {
  const { phase, study } = entry;
  if (phase.kind === 'queued' || phase.kind === 'reading' || phase.kind === 'analyzing') {
    return 'The analysis is not done yet: wait for it.';
  }
  if (phase.kind === 'unsuitable') {
    return `It was not analyzed: ${phase.reasons.map(({ text }) => text).join('; ')}. Choose another series to analyze it all the same.`;
  }
  if (phase.kind === 'failed') return `It was not analyzed: ${phase.reason.text}.`;
  if (phase.kind === 'hidden')
    return 'Its result is hidden: give your verdict and reveal it first.';
  if (study === null || phase.kind === 'interrupted') {
    return NO_IMAGES;
  }
  if (!isLegalUid(study.studyInstanceUid)) {
    return ILLEGAL_UIDS;
  }
  if (engine.phase !== 'ready') return 'The model that made the result is not loaded: wait for it.';
  if (engine.modelHash !== resultOf(entry)?.model.hash) {
    return 'The result is another model’s than the one loaded: drop the study’s files again to analyze it with this one.';
  }
  return null;
}

/** Why a study's measurements can't be written as DICOM, and what to do about it, in a sentence; null where they can. */
export function measurementFault({ study }: StudyEntry, count: number): string | null {
  if (count === 0) return 'Nothing is measured in this study: press M over its image.';
  if (study === null) return NO_IMAGES;
  return isLegalUid(study.studyInstanceUid) ? null : ILLEGAL_UIDS;
}
