import * as v from 'valibot';
import { LABELS, reaches } from '#base';
import type { SoFar } from './worklist/study-entry.ts';

/** A series has no more slices; a count beyond is not one. */
const MOST_SLICES = 20_000;

/** A value for each label. */
export const perLabel = (value: v.GenericSchema) =>
  v.looseObject(Object.fromEntries(LABELS.map((label) => [label, value])));

const within = (most: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(most));
const count = v.pipe(within(MOST_SLICES), v.integer());
const name = v.pipe(v.string(), v.nonEmpty());
const label = v.picklist(LABELS);
/** 1 stands for what is never flagged. */
const thresholds = perLabel(v.pipe(v.number(), v.minValue(0)));
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
 * one slice and none twice or beyond the study's last, all of its numbers are some, no check rules the study out, and no flag is kept
 * back that its own numbers give. What is not known of it is left out; all else is 'unreadable'.
 */
export function readSoFar(raw: unknown, sliceCount: number): SoFar | 'unreadable' {
  const parsed = v.safeParse(soFar, raw);
  // The schema is looser than the type in what this program alone writes: codes of reasons.
  const read = parsed.success ? (parsed.output as unknown as SoFar) : null;
  return read !== null && isSound(read, sliceCount) ? read : 'unreadable';
}

function isSound({ findings, thresholds: limits }: SoFar, sliceCount: number): boolean {
  const { slices, notAnalysed, probabilities, flagged, analyzedInPart = 0 } = findings;
  const places = [...slices, ...notAnalysed].map(({ index }): number => index);
  return (
    v.is(count, sliceCount) &&
    slices.length > 0 &&
    places.every((index) => index < sliceCount) &&
    new Set(places).size === places.length &&
    analyzedInPart <= slices.length &&
    (flagged.includes('any') ||
      (flagged.length === 0 && !reaches(probabilities.any, limits.study.any)))
  );
}
