import { ellipseBetween, outlineOf } from './ellipse.ts';
import {
  angleBetween,
  between,
  distance,
  footOn,
  type ImagePoint,
  type SlicePlane,
} from './image-point.ts';
import type { KindId } from './kind-ids.ts';
import type { Quantity } from './quantity.ts';
import { type SlicePixels, statisticsIn, valueAt } from './slice-pixels.ts';

/** What a measurement is made on. */
export interface MeasuredSlice extends SlicePlane {
  /** null where the values are not there (yet). */
  readonly pixels: SlicePixels | null;
  /** Height of the slices that a volume goes over in mm; null where their distance isn't known. */
  readonly height: number | null;
  /** Direction of the patient's left along a row and down a column, of Image Orientation (0020,0037); null where not known. */
  readonly left: ImagePoint | null;
}

/** What came out. */
export interface Measured {
  readonly quantities: readonly Quantity[];
  /** What limits it: "no pixel spacing". */
  readonly notes: readonly string[];
}

/** One kind of measurement: how it is drawn, and what it measures. */
export interface Kind {
  readonly name: string;
  /** What the reader does, in one line. */
  readonly hint: string;
  /** Points of each stroke of the hand, in their order. */
  readonly strokes: readonly number[];
  /** Of all points. */
  readonly measure: (points: readonly ImagePoint[], on: MeasuredSlice) => Measured;
  /** Lines to draw through the points there are, in pixels of the image. */
  readonly lines: (
    points: readonly ImagePoint[],
    on: SlicePlane,
  ) => readonly (readonly ImagePoint[])[];
}

/** The note where lengths are in pixels. */
export const NO_SPACING = 'no pixel spacing';
/** A second diameter that is further from a right angle than this is said to be. */
const SKEW_DEGREES = 10;

const lengthUnit = ({ spacing }: SlicePlane) =>
  spacing === null ? ('px' as const) : ('mm' as const);
const spacingNote = ({ spacing }: SlicePlane) => (spacing === null ? [NO_SPACING] : []);
const valueUnit = (pixels: SlicePixels) =>
  pixels.isHounsfield ? ('HU' as const) : ('stored' as const);
const NOTHING: Measured = { quantities: [], notes: [] };

const probe: Kind = {
  name: 'HU probe',
  hint: 'Click a place.',
  strokes: [1],
  measure: ([point], { pixels }) => {
    if (point === undefined || pixels === null) return NOTHING;
    const value = valueAt(pixels, point);
    if (value === null) return { quantities: [], notes: ['no value here'] };
    return { quantities: [{ name: 'value', value, unit: valueUnit(pixels) }], notes: [] };
  },
  lines: () => [],
};

const length: Kind = {
  name: 'Length',
  hint: 'Drag, or click at each end.',
  strokes: [2],
  measure: ([from, to], on) =>
    from === undefined || to === undefined
      ? NOTHING
      : {
          quantities: [{ name: 'length', value: distance(from, to, on), unit: lengthUnit(on) }],
          notes: spacingNote(on),
        },
  lines: (points) => [points],
};

const angle: Kind = {
  name: 'Angle',
  hint: 'Click the end of one leg, the corner, the end of the other leg.',
  strokes: [3],
  measure: ([one, corner, other], on) => {
    if (one === undefined || corner === undefined || other === undefined) return NOTHING;
    const value = angleBetween(between(corner, one, on), between(corner, other, on));
    return {
      quantities: value === null ? [] : [{ name: 'angle', value, unit: 'deg' }],
      notes: on.spacing === null ? [`${NO_SPACING}: pixels taken as square`] : [],
    };
  },
  lines: (points) => [points],
};

const ellipse: Kind = {
  name: 'Ellipse',
  hint: 'Drag from corner to corner, or click both.',
  strokes: [2],
  measure: ([one, other], on) => {
    if (one === undefined || other === undefined) return NOTHING;
    const region = ellipseBetween(one, other);
    const [ofRows, ofColumns] = on.spacing ?? [1, 1];
    const area: Quantity = {
      name: 'area',
      value: Math.PI * region.radii.x * ofColumns * region.radii.y * ofRows,
      unit: on.spacing === null ? 'px2' : 'mm2',
    };
    const seen = on.pixels === null ? null : statisticsIn(on.pixels, region);
    if (on.pixels === null || seen === null) {
      return { quantities: [area], notes: [...spacingNote(on), 'no values in it'] };
    }
    const unit = valueUnit(on.pixels);
    return {
      quantities: [
        { name: 'mean', value: seen.mean, unit },
        { name: 'sd', value: seen.sd, unit },
        { name: 'min', value: seen.min, unit },
        { name: 'max', value: seen.max, unit },
        area,
        { name: 'pixels', value: seen.count, unit: 'count' },
      ],
      notes: spacingNote(on),
    };
  },
  lines: ([one, other]) =>
    one === undefined || other === undefined ? [] : [outlineOf(ellipseBetween(one, other))],
};

const abc2: Kind = {
  name: 'ABC/2',
  hint: 'On the largest slice: the longest diameter, then the one across it. Then say which slices it goes over.',
  strokes: [2, 2],
  measure: ([a, b, c, d], on) => {
    if (a === undefined || b === undefined || c === undefined || d === undefined) return NOTHING;
    const unit = lengthUnit(on);
    const lengths = { a: distance(a, b, on), b: distance(c, d, on) };
    const skew = angleBetween(between(a, b, on), between(c, d, on));
    const notes = [
      ...(on.spacing === null ? [`${NO_SPACING}, so no volume`] : []),
      ...(on.height === null ? ['no slice spacing, so no volume'] : []),
      ...(skew !== null && Math.abs(skew - 90) > SKEW_DEGREES
        ? [`B lies at ${Math.round(skew)}° to A, not across it`]
        : []),
    ];
    const height: readonly Quantity[] =
      on.height === null ? [] : [{ name: 'height', value: on.height, unit: 'mm' }];
    // Kothari 1996: half the product of the three diameters, in cubic centimeters.
    const volume: readonly Quantity[] =
      on.height === null || on.spacing === null
        ? []
        : [{ name: 'volume', value: (lengths.a * lengths.b * on.height) / 2 / 1000, unit: 'ml' }];
    return {
      quantities: [
        ...volume,
        { name: 'diameterA', value: lengths.a, unit },
        { name: 'diameterB', value: lengths.b, unit },
        ...height,
      ],
      notes,
    };
  },
  lines: (points) => [points.slice(0, 2), points.slice(2, 4)],
};

const midline: Kind = {
  name: 'Midline shift',
  hint: 'The ends of the midline in front and behind, then the shifted septum.',
  strokes: [2, 1],
  measure: ([front, back, septum], on) => {
    if (front === undefined || back === undefined || septum === undefined) return NOTHING;
    const foot = footOn([front, back], septum, on);
    if (foot === null) return { quantities: [], notes: ['the midline has no length'] };
    const way = between(foot, septum, on);
    const value = Math.hypot(way.x, way.y);
    const side = on.left === null ? 0 : way.x * on.left.x + way.y * on.left.y;
    // A midline that lies across the patient's left has no side to be shifted to.
    const sided = value > 0 && Math.abs(side) > value / 2;
    return {
      quantities: [{ name: 'shift', value, unit: lengthUnit(on) }],
      notes: [
        ...(sided ? [`to the patient’s ${side > 0 ? 'left' : 'right'}`] : []),
        ...spacingNote(on),
      ],
    };
  },
  lines: (points, on) => {
    const [front, back, septum] = points;
    if (front === undefined || back === undefined || septum === undefined) return [points];
    const foot = footOn([front, back], septum, on);
    return foot === null
      ? [[front, back]]
      : [
          [front, back],
          [foot, septum],
        ];
  },
};

/** What each kind is and does. */
export const KINDS: Readonly<Record<KindId, Kind>> = {
  length,
  probe,
  angle,
  ellipse,
  abc2,
  midline,
};

/** How many points a kind takes. */
export const pointsOf = (kind: KindId): number =>
  KINDS[kind].strokes.reduce((sum, count) => sum + count, 0);
