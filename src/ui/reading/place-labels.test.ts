import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Box, type Label, placeLabels } from './place-labels.ts';

const ROOM: Box = { left: 0, top: 0, right: 800, bottom: 800 };
const label = (x: number, y: number, width = 120, height = 30): Label => ({
  sides: [
    { at: { x: x + 10, y }, anchor: 'start' },
    { at: { x: x - 10, y }, anchor: 'end' },
  ],
  width,
  height,
});
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

it('leaves a label that has room beside what it belongs to', () => {
  const [one, other] = placeLabels([label(100, 100), label(400, 400)], ROOM);
  expect(one).toMatchObject({ at: { x: 110, y: 100 }, anchor: 'start', leader: null });
  expect(other).toMatchObject({ at: { x: 410, y: 400 }, leader: null });
});

it('sets six labels of one place apart, with a line from those that went far', () => {
  const placed = placeLabels(
    Array.from({ length: 6 }, () => label(400, 400)),
    ROOM,
  );
  placed.forEach(({ box }, at) => {
    for (const other of placed.slice(at + 1)) expect(overlap(box, other.box)).toBe(false);
  });
  expect(placed[0]?.leader).toBeNull();
  expect(placed.at(-1)?.leader).not.toBeNull();
});

it('covers none while there is room, stays inside, and moves none for a later one', () => {
  const place = fc.record({
    x: fc.integer({ min: 300, max: 500 }),
    y: fc.integer({ min: 300, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 8 }), (places) => {
      const labels = places.map(({ x, y }) => label(x, y));
      const placed = placeLabels(labels, ROOM);
      placed.forEach(({ box }, at) => {
        for (const other of placed.slice(at + 1)) expect(overlap(box, other.box)).toBe(false);
        expect(box.left >= 0 && box.right <= 800 && box.top >= 0 && box.bottom <= 800).toBe(true);
      });
      expect(placeLabels(labels.slice(0, -1), ROOM)).toEqual(placed.slice(0, -1));
    }),
    { seed: 5, numRuns: 200 },
  );
});

it('turns to the other side at the edge of the room', () => {
  const [placed] = placeLabels([label(750, 400)], ROOM);
  expect(placed).toMatchObject({ anchor: 'end', at: { x: 740, y: 400 } });
});

it('pushes in a label that has room on neither side, as in a narrow pane', () => {
  const narrow: Box = { left: 4, top: 4, right: 320, bottom: 320 };
  const [placed] = placeLabels([label(160, 100, 300)], narrow);
  expect(placed?.box).toMatchObject({ left: 20, right: 320 });
  const [wide] = placeLabels([label(160, 100, 400)], narrow);
  expect(wide?.box.left).toBe(4);
});
