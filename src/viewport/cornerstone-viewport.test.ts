import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onWholePixels } from './cornerstone-viewport.ts';

const size = fc.integer({ min: 1, max: 4000 });
const pan = fc.record({
  x: fc.double({ min: -900, max: 900, noNaN: true }),
  y: fc.double({ min: -900, max: 900, noNaN: true }),
});

it('at 1:1 the corner of the image is on the corner of a pixel of the display, less than one from where the reader put it', () => {
  fc.assert(
    fc.property(
      fc.record({ columns: size, rows: size }),
      fc.record({ width: size, height: size }),
      pan,
      fc.constantFrom(0, 90, 180, 270),
      (image, room, at, rotation) => {
        const moved = onWholePixels({ pan: at, rotation }, image, room);
        const [wide, high] =
          rotation % 180 === 0 ? [image.columns, image.rows] : [image.rows, image.columns];
        expect(Number.isInteger((room.width - wide) / 2 + moved.x)).toBe(true);
        expect(Number.isInteger((room.height - high) / 2 + moved.y)).toBe(true);
        expect(Math.abs(moved.x - at.x)).toBeLessThanOrEqual(0.5 + 1e-9);
        expect(Math.abs(moved.y - at.y)).toBeLessThanOrEqual(0.5 + 1e-9);
      },
    ),
  );
});
