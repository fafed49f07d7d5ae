import { AppError, isReasonCode, LABELS, type Reason } from '#base';
import {
  chosenSeries,
  type Series,
  type SliceHeader,
  type Study,
  sliceKey,
  slicesInRow,
} from '#dicom';
import { NO_BRAIN, type SliceFinding, type SliceNotAnalyzed, type StudyFindings } from '#triage';

/** How every slice of a study ended; the four counts add up to the slices that came in. */
export interface StudyAccount {
  readonly total: number;
  readonly analyzed: number;
  /** Left out rightly: above or below the brain. */
  readonly withoutBrain: number;
  /** In the row, without a finding, each with its reason. */
  readonly notAnalyzed: number;
  /** Not in the row: slices of other series, and those given twice, each with its reason. */
  readonly leftOut: readonly LeftOutSlice[];
}

const GIVEN_TWICE: Reason = {
  code: 'duplicate',
  text: 'the same slice, or one at the same place, was given already',
};

/** A slice outside its study's row, and why. */
export interface LeftOutSlice {
  readonly header: SliceHeader;
  readonly reason: Reason;
}

/** The slices of a study that are not in its row: those of other series, and those given twice. */
function leftOutOf(study: Study): readonly LeftOutSlice[] {
  const chosen = chosenSeries(study);
  return study.series.flatMap((series) => [
    ...(chosen === undefined || series === chosen ? [] : series.slices).map((header) => ({
      header,
      reason: reasonLeftOut(series),
    })),
    ...series.duplicates.map((header) => ({ header, reason: GIVEN_TWICE })),
  ]);
}

/**
 * The files of a study that are not in its row, each by one of its slices: those of series that were not chosen, and duplicates. A
 * multi-frame file that is partly in the row is not among them. Where no series was chosen, all slices are in the row, as not analyzed.
 */
export function leftOutFiles(study: Study): readonly LeftOutSlice[] {
  const counted = new Set(slicesInRow(study).map(({ header }) => header.sourceId));
  return leftOutOf(study).filter(({ header: { sourceId } }) => {
    if (counted.has(sourceId)) return false;
    counted.add(sourceId);
    return true;
  });
}

const reasonLeftOut = ({ role }: Series): Reason =>
  role.kind === 'set-aside'
    ? { ...role.reason, text: `its series was set aside: ${role.reason.text}` }
    : { code: 'other-series', text: 'another series of the study was chosen' };

/**
 * Checks that every slice of a study has ended, once: analyzed with six probabilities, left out for want of brain, not
 * analyzed for a reason, or outside the row for a reason. Throws AppError 'slice-unaccounted' where that is not so: a result
 * that says less of a study than it seems to is worse than none.
 */
export function accountFor(study: Study, findings: StudyFindings): StudyAccount {
  const row = slicesInRow(study);
  const seen = new Map<number, SliceFinding | SliceNotAnalyzed>();
  for (const slice of [...findings.slices, ...findings.notAnalysed]) {
    const wanted = row[slice.index]?.header;
    if (wanted === undefined || sliceKey(wanted) !== slice.sliceKey) {
      throw unaccounted(study, `place ${slice.index} holds another slice than the result says`);
    }
    if (seen.has(slice.index)) {
      throw unaccounted(study, `the slice at place ${slice.index} ended twice`);
    }
    seen.set(slice.index, slice);
  }
  if (seen.size !== row.length) {
    throw unaccounted(study, `${row.length - seen.size} of ${row.length} slices did not end`);
  }
  if (!findings.slices.every(isWhole) || !findings.notAnalysed.every(isExplained)) {
    throw unaccounted(study, 'a slice has neither six probabilities nor a reason');
  }
  const leftOut = leftOutOf(study);
  const withoutBrain = findings.notAnalysed.filter(({ reason }) => reason.code === NO_BRAIN.code);
  return {
    total: row.length + leftOut.length,
    analyzed: findings.slices.length,
    withoutBrain: withoutBrain.length,
    notAnalyzed: findings.notAnalysed.length - withoutBrain.length,
    leftOut,
  };
}

/** The findings as they are, once {@link accountFor} has passed them: none leaves the pipeline otherwise. */
export function accounted(study: Study, findings: StudyFindings): StudyFindings {
  accountFor(study, findings);
  return findings;
}

const isWhole = ({ probabilities }: SliceFinding): boolean =>
  LABELS.every((label) => probabilities[label] >= 0 && probabilities[label] <= 1);

const isExplained = ({ reason }: SliceNotAnalyzed): boolean =>
  isReasonCode(reason.code) && reason.text.trim() !== '';

const unaccounted = (study: Study, text: string): AppError =>
  new AppError('slice-unaccounted', `Not every slice is accounted for: ${text}.`, {
    data: { study: study.key },
  });
