import { hu, type Reason } from '#base';
import {
  type BrainEvidence,
  type HuStatistics,
  medianBrainHu,
  type SkullOutline,
  skullOutline,
} from '#imaging';
import type { SeriesContent } from '#triage';
import { type LostSlices, lostSlices, type SliceFacts } from './lost-slices.ts';
import type { LoadedSlice } from './slice-loader.ts';

/** Gathers what the slices' pixels say of the series. Each slice is to be added once. */
export interface ContentTally {
  add(index: number, slice: LoadedSlice): void;
  content(): SeriesContent;
  /** What was lost of the series, as far as it was added. */
  lost(): LostSlices;
}

/** An empty tally. */
export function contentTally(): ContentTally {
  let range: HuStatistics = {
    min: hu(Number.POSITIVE_INFINITY),
    max: hu(Number.NEGATIVE_INFINITY),
    metalFraction: 0,
    airFraction: 1,
  };
  let lossy = false;
  let cutByEdge = 0;
  const notes = new Map<string, Reason & { slices: number }>();
  const facts: SliceFacts[] = [];
  const heads: Uint16Array[] = [];
  const areas: Seen[] = [];
  const brains: Brain[] = [];
  let openSkull = 0;
  const others: Uint16Array[] = [];
  return {
    add: (index, slice) => {
      if (!slice.ok) return;
      const { statistics: seen, brain, faults } = slice.checks;
      const truncated = slice.notes.find(({ code }) => code === 'truncated') ?? null;
      const { holdsBrain, looksLikeHead } = brain;
      facts.push({ index, holdsBrain, looksLikeHead, truncated, ...faults });
      if (holdsBrain) brains.push({ index, fraction: brain.fraction });
      if (brain.looksLikeHead) {
        heads.push(brain.huCounts);
        areas.push({
          index,
          airHu: slice.airHu,
          brainHu: medianBrainHu([brain.huCounts]),
          skull: skullOutline(slice.image),
          ...brain,
        });
      } else if (brain.holdsBrain) others.push(brain.huCounts);
      lossy ||= slice.lossy;
      openSkull += Number(brain.hasOpenSkull);
      cutByEdge += Number(brain.holdsBrain && brain.cutByEdge);
      for (const note of slice.notes) {
        const slices = (notes.get(note.code)?.slices ?? 0) + 1;
        notes.set(note.code, { ...(notes.get(note.code) ?? note), slices });
      }
      range = {
        min: hu(Math.min(range.min, seen.min)),
        max: hu(Math.max(range.max, seen.max)),
        metalFraction: Math.max(range.metalFraction, seen.metalFraction),
        airFraction: Math.min(range.airFraction, seen.airFraction),
      };
    },
    content: () => {
      const { reasons: _, analyzedInPart: __, ...lost } = lostSlices(facts);
      // Bone shines into the brain's cells at the base and the vertex: the middle tells its values best.
      const clear = heads.length > 0 ? heads : others;
      return {
        range,
        decoded: facts.length,
        withBrain: facts.filter(({ holdsBrain }) => holdsBrain).length,
        looksLikeHead: heads.length,
        openSkull,
        grainHu: medianOf(areas.map(({ grainHu }) => grainHu)),
        airHu: medianOf(areas.map(({ airHu }) => airHu)),
        airHuSpread: farthestOf(areas.flatMap(({ airHu }) => airHu ?? [])),
        outline: outlineOf(areas),
        middleOfHead: withMuchBrain(brains, areas),
        skull: skullOf(areas),
        cutByEdge,
        brainHu: medianBrainHu(clear),
        brainHuStep: largestStep(areas),
        brainHuSpread: spreadOf(heads.map((counts) => medianBrainHu([counts]) ?? 0)),
        lost,
        lossy,
        notes: [...notes.values()],
      };
    },
    lost: () => lostSlices(facts),
  };
}

/** How much brain a slice shows. */
interface Brain extends Pick<BrainEvidence, 'fraction'> {
  readonly index: number;
}

/** What is kept of a slice that shows a head's middle. */
interface Seen extends Brain, Pick<BrainEvidence, 'grainHu' | 'skinEdge'> {
  readonly airHu: number | null;
  readonly brainHu: number | null;
  readonly skull: SkullOutline | null;
}

/** Median of what the slices have of their own; null where none has. */
function medianOf(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

/** Toward the vertex the head slopes and its outline is blurred by the slice's thickness: slices with so much of the most brain don't. */
const STEEP = 0.85;
/** A step from air to skin that is wider than this, in mm. */
const WIDE = { quarter: 1.8, half: 2.8 } as const;

/** How many of the slices whose outline tells motion have it blurred. */
function outlineOf(seen: readonly Seen[]): SeriesContent['outline'] {
  const most = Math.max(0, ...seen.map(({ fraction }) => fraction));
  const edges = seen.flatMap(({ fraction, skinEdge }) =>
    fraction >= STEEP * most ? (skinEdge ?? []) : [],
  );
  const blurred = edges.filter(({ quarter, half }) => quarter > WIDE.quarter && half > WIDE.half);
  return { measured: edges.length, blurred: blurred.length };
}

/** Of slices that show a head's middle, those with less than this part of the most brain lie near its base or its vertex. */
const MIDDLE = 0.5;

/** Those of the slices that lie well within the head. */
function inMiddle<Slice extends { readonly fraction: number }>(areas: readonly Slice[]): Slice[] {
  const most = Math.max(0, ...areas.map(({ fraction }) => fraction));
  return areas.filter(({ fraction }) => fraction >= MIDDLE * most);
}

/** In none of 86 whole heads has the first slice more than .18, or the last one more than .25, of the most brain of any slice; the painted samples end with up to .43. */
const GOES_ON = 0.45;

/** The lowest and the highest place of the slices with so much brain that the head goes on beyond them; null where none shows a head's middle. */
function withMuchBrain(
  brains: readonly Brain[],
  middle: readonly Brain[],
): readonly [number, number] | null {
  const most = Math.max(...middle.map(({ fraction }) => fraction));
  const much = brains.filter(({ fraction }) => fraction >= GOES_ON * most);
  const places = much.map(({ index }) => index);
  return middle.length === 0 ? null : [Math.min(...places), Math.max(...places)];
}

/** The outline of the skull over the slices well within the head; null where none shows it. */
function skullOf(seen: readonly Seen[]): SeriesContent['skull'] {
  const outlines = inMiddle(seen).flatMap(({ skull }) => skull ?? []);
  const across = medianOf(outlines.map((outline) => outline.across));
  const widerBehind = medianOf(outlines.map((outline) => outline.widerBehind));
  return across === null || widerBehind === null
    ? null
    : { slices: outlines.length, across, widerBehind };
}

/** How far the farthest lies from the median; 0 of none. */
function farthestOf(values: readonly number[]): number {
  const median = medianOf(values) ?? 0;
  return Math.max(0, ...values.map((value) => Math.abs(value - median)));
}

/** The largest step of the brain's median from one slice well within the head to the next, in HU: at the base bone shines into it. */
function largestStep(seen: readonly Seen[]): number {
  const levels = inMiddle(seen)
    .sort((a, b) => a.index - b.index)
    .flatMap(({ brainHu }) => brainHu ?? []);
  const steps = levels.slice(1).map((level, at) => Math.abs(level - (levels[at] ?? level)));
  return Math.max(0, ...steps);
}

/** From the 10th to the 90th percentile. */
function spreadOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return at(0.9) - at(0.1);
}
