import type { Given } from './made-studies.ts';

/** What of a list, the command line's or the tab's, says where each file and slice ended. */
export interface CountedList {
  readonly studies: readonly {
    readonly studyInstanceUid: string;
    readonly files: number;
    readonly slices: number;
    readonly analysed: number;
    readonly notAnalysed: readonly { readonly reason: string }[];
    readonly probabilities: unknown;
    readonly flagged: readonly unknown[];
  }[];
  readonly skipped: readonly { readonly reason: string }[];
}

/** How all that was given ended, and what does not add up; [] where all does. */
export interface Counted {
  readonly files: number;
  readonly analyzed: number;
  readonly notAnalyzed: number;
  readonly skipped: number;
  readonly faults: readonly string[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/**
 * Holds a list against what was given: each study once; each file in a study or skipped; each slice analyzed or not, with a reason; what
 * was not analyzed above what is not flagged, as all of it came at one time.
 */
export function count({ studies, skipped }: CountedList, given: Given): Counted {
  const uids = new Set(studies.map(({ studyInstanceUid }) => studyInstanceUid));
  const files = sum(studies.map((study) => study.files)) + skipped.length;
  const lost = studies.filter(
    ({ slices, analysed, notAnalysed }) => slices !== analysed + notAnalysed.length,
  );
  const reasons = [...studies.flatMap(({ notAnalysed }) => notAnalysed), ...skipped];
  const mute = reasons.filter(({ reason }) => reason.trim() === '').length;
  const firstQuiet = studies.findIndex(
    ({ probabilities, flagged }) => probabilities !== null && flagged.length === 0,
  );
  const sunk =
    firstQuiet === -1
      ? []
      : studies.slice(firstQuiet).filter(({ probabilities }) => probabilities === null);
  return {
    files,
    analyzed: sum(studies.map(({ analysed }) => analysed)),
    notAnalyzed: sum(studies.map(({ notAnalysed }) => notAnalysed.length)),
    skipped: skipped.length,
    faults: [
      ...(studies.length === given.studies && uids.size === given.studies
        ? []
        : [`${uids.size} studies in ${studies.length} rows, of ${given.studies}`]),
      ...(files === given.files ? [] : [`${files} of ${given.files} files are accounted for`]),
      ...lost.map(
        ({ studyInstanceUid, slices, analysed, notAnalysed }) =>
          `${studyInstanceUid}: ${analysed} analyzed and ${notAnalysed.length} not, of ${slices} slices`,
      ),
      ...(mute === 0 ? [] : [`${mute} without a reason`]),
      ...sunk.map(({ studyInstanceUid }) => `${studyInstanceUid} sank below what has no flag`),
    ],
  };
}
