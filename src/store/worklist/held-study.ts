import { type Packed, packed, unpacked, unpackedAt } from '#base';
import type { Series, SliceHeader, Study } from '#dicom';

/** Headers in little room; as they are where they cannot be packed. */
type HeldSlices = Packed<SliceHeader> | readonly SliceHeader[];

/** A series whose headers are held packed: of each some seventy bytes in place of three hundred. */
export interface HeldSeries extends Omit<Series, 'slices' | 'duplicates'> {
  readonly slices: HeldSlices;
  readonly duplicates: HeldSlices;
}

/** A study as it is held for as long as the tab is open, of a day hundreds: {@link openStudy} makes it whole. */
export interface HeldStudy extends Omit<Study, 'series'> {
  readonly series: readonly HeldSeries[];
}

/** What a study and a series are held as, so that what is held in two places is held once. */
const heldAs = new WeakMap<Study, HeldStudy>();
const seriesAs = new WeakMap<Series, HeldSeries>();
/** Studies that were opened, as long as anybody looks at one: it stays the same object. */
const opened = new WeakMap<HeldStudy, WeakRef<Study>>();

const NO_SLICES: readonly SliceHeader[] = [];

const isPacked = (slices: HeldSlices): slices is Packed<SliceHeader> => 'names' in slices;

/** Any series' packed headers: most of what they say is said of others, too. */
const packedOf = (study: HeldStudy | null | undefined): Packed<SliceHeader> | null =>
  study?.series.map(({ slices }) => slices).find(isPacked) ?? null;

function heldSeries(series: Series, like: Packed<SliceHeader> | null): HeldSeries {
  const known = seriesAs.get(series);
  if (known !== undefined) return known;
  const slices = packed(series.slices, like) ?? series.slices;
  const duplicates =
    series.duplicates.length === 0
      ? NO_SLICES
      : (packed(series.duplicates, isPacked(slices) ? slices : like) ?? series.duplicates);
  const held = { ...series, slices, duplicates };
  seriesAs.set(series, held);
  return held;
}

/** A study to be held. `like`: one that is held already, most of which this one says, too. */
export function heldStudy(study: Study, like?: HeldStudy | null): HeldStudy {
  const known = heldAs.get(study);
  if (known !== undefined) return known;
  const base = packedOf(like);
  const held = { ...study, series: study.series.map((series) => heldSeries(series, base)) };
  heldAs.set(study, held);
  return held;
}

const slicesOf = (slices: HeldSlices): readonly SliceHeader[] =>
  isPacked(slices) ? unpacked(slices) : slices;

/** The study as it was, for a look: made anew unless somebody has it open. */
export function readStudy(held: HeldStudy): Study {
  const known = opened.get(held)?.deref();
  if (known !== undefined) return known;
  const series = held.series.map((one): Series => {
    const whole = { ...one, slices: slicesOf(one.slices), duplicates: slicesOf(one.duplicates) };
    seriesAs.set(whole, one);
    return whole;
  });
  return { ...held, series };
}

/** The study as it was: the same object for as long as anybody has it. */
export function openStudy(held: HeldStudy): Study {
  const study = readStudy(held);
  if (opened.get(held)?.deref() !== study) opened.set(held, new WeakRef(study));
  return study;
}

/** One slice of a series; undefined where there is none at that place. */
export const heldSlice = ({ slices }: HeldSeries, index: number): SliceHeader | undefined => {
  if (!isPacked(slices)) return slices[index];
  return index >= 0 && index < slices.length ? unpackedAt(slices, index) : undefined;
};
