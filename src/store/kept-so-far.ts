import * as v from 'valibot';
import { LABELS } from '#base';
import { isEachOnce, isFlaggedAsSaid, perLabel } from './kept-findings.ts';
import type { SoFar } from './worklist/study-entry.ts';

/** A series has no more slices; a count beyond is not one. */
const MOST_SLICES = 20_000;

const within = (most: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(most));
const count = v.pipe(within(MOST_SLICES), v.integer());
const name = v.pipe(v.string(), v.nonEmpty());
const label = v.picklist(LABELS);
/** 1 stands for what is never flagged. */
const thresholds = perLabel(within(1));
const reason = { code: v.string(), text: v.string() };
const place = { sliceKey: v.string(), index: count };

const soFar = v.object({
  findings: v.object({
    probabilities: perLabel(within(1)),
    flagged: v.array(label),
    operatingPoint: v.picklist(['highSensitivity', 'balanced', 'highSpecificity']),
    thresholds,
    slices: v.array(
      v.object({
        ...place,
        probabilities: perLabel(within(1)),
        caution: v.optional(v.object(reason)),
      }),
    ),
    notAnalysed: v.array(v.object({ ...place, reason: v.object(reason) })),
    flaggedSlices: v.optional(perLabel(count)),
    suitability: v.array(
      v.object({
        ...reason,
        outcome: v.picklist(['pass', 'warn', 'unknown']),
        inRow: v.optional(v.string()),
      }),
    ),
    nearThreshold: v.optional(label),
    analyzedInPart: v.optional(count),
  }),
  thresholds: v.object({ slice: thresholds, study: thresholds }),
  model: v.object({ id: name, title: name, hash: name }),
  engine: v.string(),
});

/**
 * What was kept of an analysis that was broken off, of a study of so many slices. Stricter than what is read of results: it has at least
 * one slice and none twice or beyond the study's last, all of its numbers are some, no check rules the study out, and its flags are
 * those of its numbers. What is not known of it is left out; all else is 'unreadable'.
 */
export function readSoFar(raw: unknown, sliceCount: number): SoFar | 'unreadable' {
  const parsed = v.safeParse(soFar, raw);
  // The schema is looser than the type in what this program alone writes: codes of reasons.
  const read = parsed.success ? (parsed.output as unknown as SoFar) : null;
  return read !== null && isSound(read, sliceCount) ? read : 'unreadable';
}

function isSound({ findings }: SoFar, sliceCount: number): boolean {
  const { slices, notAnalysed, analyzedInPart = 0 } = findings;
  return (
    v.is(count, sliceCount) &&
    slices.length > 0 &&
    [...slices, ...notAnalysed].every(({ index }) => index < sliceCount) &&
    isEachOnce(findings) &&
    isFlaggedAsSaid(findings) &&
    analyzedInPart <= slices.length
  );
}
