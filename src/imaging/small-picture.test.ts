import { describe, expect, it } from 'vitest';
import { smallPicture } from './small-picture.ts';

/** A disc of one value round (cx, cy) in air. */
function aHead(rows: number, columns: number, cx: number, cy: number, radius: number, hu: number) {
  const values = new Float32Array(rows * columns).fill(-1000);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      if ((x - cx) ** 2 + (y - cy) ** 2 < radius ** 2) values[y * columns + x] = hu;
    }
  }
  return { rows, columns, values };
}

describe('a small picture', () => {
  it('shows the head, wherever it lies, through the brain window', () => {
    const side = 20;
    const picture = smallPicture(aHead(128, 160, 110, 45, 30, 60), side);
    expect(picture).toHaveLength(side * side);
    const middle = picture[side * 10 + 10] ?? 0;
    expect(middle).toBeGreaterThan(185); // 60 HU at 80/40: three quarters of white.
    expect(middle).toBeLessThan(200);
    expect([picture[0], picture[side - 1], picture[side * side - 1]]).toEqual([0, 0, 0]);
    const lit = picture.filter((value) => value > 128).length / picture.length;
    expect(lit).toBeGreaterThan(0.6); // It fills the square, as a disc may.
  });

  it('of a slice without a head is the whole slice', () => {
    const empty = { rows: 6, columns: 4, values: new Float32Array(24).fill(-1000) };
    expect([...smallPicture(empty, 3)]).toEqual(Array(9).fill(0));
  });
});
