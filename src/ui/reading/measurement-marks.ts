import { type ImagePoint, KINDS, type KindId, linesOnImage, type Quantity } from '#measure';
import { toldNumbers } from '#texts';
import { type ImageFrame, onScreen, type Point } from '#viewport';
import type { Side } from './place-labels.ts';

/** What is drawn of a measurement. */
export interface Marked {
  readonly kind: KindId;
  readonly points: readonly ImagePoint[];
  readonly quantities: readonly Quantity[];
  readonly notes: readonly string[];
}

/** A measurement as it lies on a surface: lines, and words that have no place yet. */
export interface Marks {
  readonly lines: readonly (readonly Point[])[];
  /** null before there is something to say. */
  readonly text: { readonly sides: readonly Side[]; readonly lines: readonly string[] } | null;
}

/** Half the length of the strokes across the ends, and how far the text is from its point. */
const END = 5;
const BESIDE = 10;
/** Words that begin farther to the right than this part of the image go to the left. */
const RIGHT_PART = 0.72;

/**
 * Where a measurement lies on a surface, in its pixels: `frame` says where the image does, `columns` and `rows` how large the
 * image is.
 */
export function measurementMarks(
  marked: Marked,
  frame: ImageFrame,
  on: {
    readonly spacing: readonly [number, number] | null;
    readonly columns: number;
    readonly rows: number;
  },
): Marks {
  const { spacing } = on;
  const drawn = KINDS[marked.kind].lines(marked.points, { spacing });
  const lines = drawn
    .map((line) => line.map((point) => onScreen(frame, point)))
    .filter((line) => line.length > 1);
  const ends = lines.filter((line) => line.length === 2).flatMap((line) => across(line, END));
  const crosses =
    marked.kind === 'probe' || lines.length === 0
      ? marked.points.flatMap((point) => cross(onScreen(frame, point), END))
      : [];
  return { lines: [...lines, ...ends, ...crosses], text: textOf(marked, lines, frame, on) };
}

/** The strokes across both ends of a line. */
function across([from, to]: readonly Point[], half: number): readonly (readonly Point[])[] {
  if (from === undefined || to === undefined) return [];
  const long = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const way = { x: (-(to.y - from.y) / long) * half, y: ((to.x - from.x) / long) * half };
  return [from, to].map(({ x, y }) => [
    { x: x - way.x, y: y - way.y },
    { x: x + way.x, y: y + way.y },
  ]);
}

const cross = ({ x, y }: Point, half: number): readonly (readonly Point[])[] => [
  [
    { x: x - half, y },
    { x: x + half, y },
  ],
  [
    { x, y: y - half },
    { x, y: y + half },
  ],
];

function textOf(
  marked: Marked,
  lines: Marks['lines'],
  frame: ImageFrame,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Marks['text'] {
  const words = linesOnImage(marked).map(toldNumbers);
  if (words.length === 0) return null;
  const ends =
    marked.kind === 'ellipse'
      ? (lines[0] ?? [])
      : marked.points.map((point) => onScreen(frame, point));
  const first = ends[0];
  if (first === undefined) return null;
  const corners = [onScreen(frame, { x: 0, y: 0 }), onScreen(frame, { x: columns, y: rows })];
  const [left, right] = [
    Math.min(...corners.map(({ x }) => x)),
    Math.max(...corners.map(({ x }) => x)),
  ];
  const rightmost = ends.reduce((a, b) => (b.x > a.x ? b : a), first);
  const leftmost = ends.reduce((a, b) => (b.x < a.x ? b : a), first);
  const after: Side = { at: { x: rightmost.x + BESIDE, y: rightmost.y }, anchor: 'start' };
  const before: Side = { at: { x: leftmost.x - BESIDE, y: leftmost.y }, anchor: 'end' };
  const tooFar = rightmost.x > left + RIGHT_PART * (right - left);
  return { sides: tooFar ? [before, after] : [after, before], lines: words };
}
