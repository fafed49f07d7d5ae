import { countOf } from '#base';
import { ONE_SCAN_SECONDS, secondsFrom } from './scan-times.ts';
import { maybeReformat } from './series-role.ts';
import type { Described } from './series-words.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Series, Study } from './study.ts';

/** Slices of 3 to 6 mm are what the model was measured on; thinner is next best. */
function thicknessRank(series: Series): number {
  const spacing = series.geometry.medianSpacing ?? series.slices[0]?.sliceThickness ?? null;
  if (spacing === null) return 1;
  if (spacing >= 2.4 && spacing <= 6) return 0;
  return spacing < 2.4 ? 1 : 2;
}

const says = ({ described }: SliceHeader, what: Described): boolean => described.includes(what);

/** Least first: what comes after what, however many slices it has. */
const RANKS: readonly ((series: Series) => number)[] = [
  // Sharp reconstructions of the same scan come after soft ones.
  ({ slices }) => Number(slices.some((slice) => says(slice, 'sharp'))),
  // What may be computed from other slices comes after what was scanned.
  ({ slices }) => Number(slices.some((slice) => maybeReformat(slice) || says(slice, 'capture'))),
  // One of two energies comes after the mixture of both.
  ({ slices }) =>
    Number(slices.some((slice) => says(slice, 'monoenergetic') || says(slice, 'odd-voltage'))),
  // The same places over and over are scanned for their contrast.
  ({ slices, duplicates }) => Number(duplicates.length >= 2 * slices.length),
  thicknessRank,
];

/** Of series that rank alike, one with fewer slices than this part of the most is no whole head. */
const WHOLE = 0.8;

/**
 * The candidate with a soft kernel, routine energy and spacing, and of those that cover the head the one that was scanned first: contrast that
 * no header tells of is given after the plain scan. And why.
 */
export function chooseSeries(series: readonly Series[]): Study['chosen'] {
  const candidates = series.filter(({ role }) => role.kind === 'candidate');
  const best = bestOf(candidates);
  if (best === undefined) return null;
  const spacing = best.geometry.medianSpacing;
  const every = spacing === null ? '' : ` every ${spacing.toFixed(1)} mm`;
  const others = candidates.length - 1;
  const reason =
    others === 0
      ? `the only axial, non-contrast soft-tissue series: ${countOf(best.slices.length, 'slice')}${every}`
      : `axial, non-contrast, ${countOf(best.slices.length, 'slice')}${every}: closest to routine head CT of ${candidates.length} that fit`;
  return { seriesKey: best.key, reason };
}

function bestOf(candidates: readonly Series[]): Series | undefined {
  let alike = candidates;
  for (const rank of RANKS) {
    const least = Math.min(...alike.map(rank));
    alike = alike.filter((one) => rank(one) === least);
  }
  const most = Math.max(...alike.map(({ slices }) => slices.length));
  const whole = alike.filter(({ slices }) => slices.length >= WHOLE * most);
  const first = whole.filter((one) =>
    whole.every((other) => (secondsFrom(one, other) ?? 0) >= -ONE_SCAN_SECONDS),
  );
  return [...(first.length > 0 ? first : whole)].sort(
    (a, b) =>
      fromRoutineVoltage(a) - fromRoutineVoltage(b) ||
      voltageOf(a) - voltageOf(b) ||
      b.slices.length - a.slices.length ||
      (a.key < b.key ? -1 : 1),
  )[0];
}

/** What the model was measured on, and near what a mixture of two energies looks like, kVp. */
const ROUTINE_KVP = 120;

const voltageOf = ({ slices }: Series): number =>
  slices.find(({ kvp }) => kvp !== null)?.kvp ?? ROUTINE_KVP;

/** Of two energies of one scan without their mixture the nearer one is read, whatever their UIDs; of two as near the lower. */
const fromRoutineVoltage = (series: Series): number => Math.abs(voltageOf(series) - ROUTINE_KVP);
