import type { SliceFinding } from '#triage';
import type { StudyProgress } from './read-slices.ts';

/** Between slices whose positions are not known: what head CT is usually cut at (mm). */
const USUAL_SPACING_MM = 5;

/**
 * The slices' findings, each judged with those above and below it where the package can: by their places in mm, so that gaps,
 * thick and thin slices and slices not read (yet) are what they are.
 */
export function judgeAlong({ run, series, slices, raw }: StudyProgress): readonly SliceFinding[] {
  const ordered = [...slices.values()].sort((a, b) => a.index - b.index);
  const { alongSlices } = run;
  if (alongSlices === undefined || alongSlices === null || ordered.length === 0) return ordered;
  const { positions } = series.geometry;
  const judged = alongSlices(
    ordered.map(({ index, probabilities }) => ({
      raw: raw.get(index) ?? probabilities,
      mm: positions[index] ?? index * USUAL_SPACING_MM,
    })),
  );
  return ordered.map((finding, at) => ({
    ...finding,
    probabilities: judged[at] ?? finding.probabilities,
  }));
}
