import { expect, it } from 'vitest';
import { onImage, onScreen } from './image-frame.ts';

it('leads from the image to the screen and back, turned and mirrored', () => {
  const frame = {
    origin: { x: 300, y: 20 },
    alongRow: { x: -0.3, y: 1.1 },
    alongColumn: { x: -0.9, y: -0.2 },
  };
  const there = onScreen(frame, { x: 12.5, y: 80 });
  const back = onImage(frame, there);
  expect(back.x).toBeCloseTo(12.5, 9);
  expect(back.y).toBeCloseTo(80, 9);
});
