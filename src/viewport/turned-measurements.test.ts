import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KIND_IDS, measured, pointsOf } from '#measure';
import { type ImageFrame, onImage, onScreen } from './image-frame.ts';

const at = (x: number, y: number) => ({ x, y });
/** Rows 2 mm apart, columns 0.5 mm. */
const ON = { spacing: [2, 0.5] as const, pixels: null, height: 30, left: at(1, 0) };
const inImage = fc.double({ min: 0, max: 96, noNaN: true });
/** Turned, flipped, and both, each zoomed. */
const FRAMES: readonly ImageFrame[] = [
  { origin: at(100, 7), alongRow: at(0, 2.5), alongColumn: at(-2.5, 0) },
  { origin: at(300, 7), alongRow: at(-1.3, 0), alongColumn: at(0, 1.3) },
  { origin: at(9, 400), alongRow: at(0, -3), alongColumn: at(-3, 0) },
];

it.each(KIND_IDS)(
  'measures the same however the view is turned, flipped and zoomed: %s',
  (kind) => {
    const count = pointsOf(kind);
    const points = fc.array(fc.record({ x: inImage, y: inImage }), {
      minLength: count,
      maxLength: count,
    });
    fc.assert(
      fc.property(points, (set) => {
        const straight = measured({ kind, points: set }, ON);
        for (const frame of FRAMES) {
          const shown = set.map((one) => onImage(frame, onScreen(frame, one)));
          const again = measured({ kind, points: shown }, ON);
          again.quantities.forEach(({ value }, place) => {
            expect(value).toBeCloseTo(straight.quantities[place]?.value ?? Number.NaN, 6);
          });
        }
      }),
      { seed: 11, numRuns: 60 },
    );
  },
);
