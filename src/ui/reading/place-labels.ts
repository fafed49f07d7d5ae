import type { Point } from '#viewport';

/** A rectangle, in pixels of its surface. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a label may begin or end: beside the thing that it belongs to. */
export interface Side {
  /** The middle of the label's edge that is next to it. */
  readonly at: Point;
  readonly anchor: 'start' | 'end';
}

/** A label without a place yet. */
export interface Label {
  /** The first is the best. */
  readonly sides: readonly Side[];
  readonly width: number;
  readonly height: number;
}

/** A label in its place. */
export interface Placed extends Side {
  readonly box: Box;
  /** From where it would stand to where it stands; null where that is one place. */
  readonly leader: readonly [Point, Point] | null;
}

/** Between two labels, in pixels. */
const GAP = 3;
/** How many times its height a label may be moved up or down. */
const STEPS = 8;
/** A label that was moved farther than this shows by a line what it belongs to. */
const FAR = 6;

/**
 * Finds a place for each label that no other covers: the nearest of the places above and below each of its sides, inside of `room`; where
 * neither side has room for its width, one pushed in from the edge. Labels keep their order: one that is added moves none before it.
 * Where all places are taken, the one that covers least.
 */
export function placeLabels(labels: readonly Label[], room: Box | null): readonly Placed[] {
  const placed: Placed[] = [];
  for (const label of labels) {
    const beside = optionsOf(label);
    const pushed = room === null ? [] : beside.map((option) => pushedInto(room, option));
    const options = [...beside, ...pushed].map((option) => ({
      option,
      cost:
        placed.reduce((sum, { box }) => sum + common(grown(box), option.box), 0) +
        (room === null ? 0 : areaOf(option.box) - common(room, option.box)),
    }));
    const best = options.reduce((a, b) => (b.cost < a.cost ? b : a));
    placed.push(best.option);
  }
  return placed;
}

/** Every place that is tried for a label, the nearest first. */
function optionsOf({ sides, width, height }: Label): readonly Placed[] {
  const options: Placed[] = [];
  for (let step = 0; step <= 2 * STEPS; step += 1) {
    const half = (height + GAP) / 2;
    for (const direction of step === 0 ? [0] : [-1, 1]) {
      for (const side of sides) {
        const at = { x: side.at.x, y: side.at.y + direction * step * half };
        const left = side.anchor === 'start' ? at.x : at.x - width;
        options.push({
          at,
          anchor: side.anchor,
          box: { left, top: at.y - height / 2, right: left + width, bottom: at.y + height / 2 },
          leader: Math.abs(at.y - side.at.y) > FAR ? [side.at, at] : null,
        });
      }
    }
  }
  return options;
}

/** The same place, moved sideways until it is inside; a label that is wider than that begins inside. */
function pushedInto(room: Box, placed: Placed): Placed {
  const { at, anchor, box, leader } = placed;
  const width = box.right - box.left;
  const left = Math.max(room.left, Math.min(box.left, room.right - width));
  const by = left - box.left;
  const to = { x: at.x + by, y: at.y };
  return {
    at: to,
    anchor,
    box: { ...box, left, right: left + width },
    leader: leader === null && Math.abs(by) <= FAR ? null : [leader?.[0] ?? at, to],
  };
}

const grown = ({ left, top, right, bottom }: Box): Box => ({
  left: left - GAP,
  top: top - GAP,
  right: right + GAP,
  bottom: bottom + GAP,
});

const areaOf = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top);

/** The area that two rectangles have in common. */
const common = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
