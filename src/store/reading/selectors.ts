import { LABELS, type Label, type LabelMap, type Probability, reaches } from '#base';
import { chosenSeries, type Study } from '#dicom';
import { evidenceOf } from '#triage';
import {
  findingsOf,
  heardOf,
  readingOf,
  type StudyEntry,
  type Thresholds,
} from '../worklist/study-entry.ts';

/** One slice of the strip along the scrollbar. */
export interface StripCell {
  readonly index: number;
  readonly state: 'waiting' | 'analyzed' | 'flagged' | 'not-analyzed';
  readonly probabilities: LabelMap<Probability> | null;
  /** Labels at or over the slice's operating point. */
  readonly flagged: readonly Label[];
  /** Why there is no finding. */
  readonly reason: string | null;
  /** What the finding may be wrong by. */
  readonly caution?: string;
}

/** The slices of the analyzed series, caudal to cranial, with what is known of each. */
export function sliceStrip(
  entry: StudyEntry,
  total: number,
  thresholds: Thresholds | null,
): readonly StripCell[] {
  if (entry.hidden === true) return hiddenStrip(total);
  const limits = readingOf(entry)?.thresholds ?? thresholds;
  const heard = heardOf(entry);
  return Array.from({ length: total }, (_, index) => {
    const finding = heard.slices.get(index);
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
        ...(finding.caution === undefined ? {} : { caution: finding.caution.text }),
      };
    }
    const missing = heard.notAnalysed.get(index);
    return {
      index,
      state: missing === undefined ? 'waiting' : 'not-analyzed',
      probabilities: null,
      flagged: [],
      reason: missing?.reason.text ?? null,
    };
  });
}

const hiddenStrip = (total: number): readonly StripCell[] =>
  Array.from({ length: total }, (_, index) => ({
    index,
    state: 'waiting',
    probabilities: null,
    flagged: [],
    reason: 'the result is hidden until you reveal it',
  }));

/** The slices of a series that is on the screen and was not the one to analyze: nothing is known of them. */
export const unanalyzedStrip = (total: number): readonly StripCell[] =>
  Array.from({ length: total }, (_, index) => ({
    index,
    state: 'not-analyzed',
    probabilities: null,
    flagged: [],
    reason: 'another series of the study was analyzed',
  }));

/** Flagged slices that follow each other, and the one among them that is flagged most strongly. */
export interface FlaggedRun {
  readonly first: number;
  readonly last: number;
  readonly peak: number;
}

/** How strongly a slice is flagged: the highest probability of a label that is. */
const strength = ({ probabilities, flagged }: StripCell): number =>
  Math.max(0, ...flagged.map((label) => probabilities?.[label] ?? 0));

/** The runs of flagged slices, caudal to cranial. */
export function flaggedRuns(cells: readonly StripCell[]): readonly FlaggedRun[] {
  const runs: FlaggedRun[] = [];
  for (const cell of cells) {
    if (cell.state !== 'flagged') continue;
    const { index } = cell;
    const run = runs.at(-1);
    if (run === undefined || run.last !== index - 1) {
      runs.push({ first: index, last: index, peak: index });
      continue;
    }
    const before = cells[run.peak];
    const higher = before === undefined || strength(cell) > strength(before);
    runs[runs.length - 1] = { ...run, last: index, peak: higher ? index : run.peak };
  }
  return runs;
}

/**
 * The peak of the next run of flagged slices in a direction, going round at the ends: a bleeding of twenty slices is one step. From
 * within the only run its own peak; null where nothing is flagged.
 */
export function nextFlagged(
  cells: readonly StripCell[],
  from: number,
  direction: 1 | -1,
): number | null {
  const runs = flaggedRuns(cells);
  const next =
    direction === 1
      ? (runs.find(({ first }) => first > from) ?? runs[0])
      : (runs.findLast(({ last }) => last < from) ?? runs.at(-1));
  return next?.peak ?? null;
}

/** The series to open: the analyzed one; where none fits, the one with the most slices, so that a localizer doesn't stand for a head. */
export function firstSeries<
  Any extends { readonly key: string; readonly slices: { readonly length: number } },
>(study: Pick<Study, 'chosen'> & { readonly series: readonly Any[] }): Any | undefined {
  return (
    chosenSeries(study) ?? [...study.series].sort((a, b) => b.slices.length - a.slices.length)[0]
  );
}

/** Where to start reading: the best evidence slice, else the middle. */
export function firstSlice(entry: StudyEntry, total: number): number {
  const findings = findingsOf(entry);
  const best = findings === null ? undefined : evidenceOf(findings)[0];
  const flagged = (findings?.flagged.length ?? 0) > 0;
  return flagged && best !== undefined && best.index < total ? best.index : Math.floor(total / 2);
}
