import type { Reason } from '#base';
import type { SliceNotAnalyzed, StudyFindings } from './findings.ts';

/** Why a slice above or below the brain has no finding: it is left out rightly. */
export const NO_BRAIN: Reason = { code: 'no-brain', text: 'no brain within bone on this slice' };

const isWithoutBrain = ({ reason }: SliceNotAnalyzed): boolean => reason.code === NO_BRAIN.code;

/** Slices above or below the brain: left out rightly. */
export const slicesWithoutBrain = ({ notAnalysed }: Pick<StudyFindings, 'notAnalysed'>): number =>
  notAnalysed.filter(isWithoutBrain).length;

/** Slices that may hold brain and have no finding: what makes a study partial. */
export const missingSlices = ({ notAnalysed }: Pick<StudyFindings, 'notAnalysed'>): number =>
  notAnalysed.length - slicesWithoutBrain({ notAnalysed });
