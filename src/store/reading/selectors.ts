import { LABELS, type Label, type LabelMap, type Probability, reaches } from '#base';
import { findingsOf, resultOf, type StudyEntry, type Thresholds } from '../worklist/study-entry.ts';

/** One slice of the strip along the scrollbar. */
export interface StripCell {
  readonly index: number;
  readonly state: 'waiting' | 'analyzed' | 'flagged' | 'not-analyzed';
  readonly probabilities: LabelMap<Probability> | null;
  /** Labels at or over the slice's operating point. */
  readonly flagged: readonly Label[];
  /** Why there is no finding. */
  readonly reason: string | null;
}

/** The slices of the analyzed series, caudal to cranial, with what is known of each. */
export function sliceStrip(
  entry: StudyEntry,
  total: number,
  thresholds: Thresholds | null,
): readonly StripCell[] {
  const limits = resultOf(entry)?.thresholds ?? thresholds;
  return Array.from({ length: total }, (_, index) => {
    const finding = entry.slices.get(index);
    if (finding !== undefined) {
      const flagged =
        limits === null
          ? []
          : LABELS.filter((label) => reaches(finding.probabilities[label], limits.slice[label]));
      return {
        index,
        state: flagged.length > 0 ? 'flagged' : 'analyzed',
        probabilities: finding.probabilities,
        flagged,
        reason: null,
      };
    }
    const missing = entry.notAnalysed.get(index);
    return {
      index,
      state: missing === undefined ? 'waiting' : 'not-analyzed',
      probabilities: null,
      flagged: [],
      reason: missing?.reason.text ?? null,
    };
  });
}

/** The nearest flagged slice in a direction, going round at the ends; null where none is flagged. */
export function nextFlagged(
  cells: readonly StripCell[],
  from: number,
  direction: 1 | -1,
): number | null {
  for (let step = 1; step <= cells.length; step += 1) {
    const index = (from + direction * step + cells.length * 2) % cells.length;
    if (cells[index]?.state === 'flagged') return index;
  }
  return null;
}

/** Where to start reading: the best evidence slice, else the middle. */
export function firstSlice(entry: StudyEntry, total: number): number {
  const best = findingsOf(entry)?.evidence[0];
  const flagged = (findingsOf(entry)?.flagged.length ?? 0) > 0;
  return flagged && best !== undefined && best.index < total ? best.index : Math.floor(total / 2);
}
