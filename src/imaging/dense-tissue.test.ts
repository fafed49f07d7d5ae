import { describe, expect, it } from 'vitest';
import { type DenseTissue, denseTissue } from './dense-tissue.ts';
import { PLANE_SIDE } from './head-plane.ts';
import type { HuImage } from './preprocess-spec.ts';

const SIDE = 512;
const SPACING = 0.45;
const BRAIN = 36;

interface Ball {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly hu: number;
}

/** A head of 200 mm in a skull of 8 mm, with grain of 4 HU, and balls of blood or calcium; places in mm from the middle. */
function aHead(balls: readonly Ball[], hasSkull = true): HuImage {
  const values = new Float32Array(SIDE * SIDE);
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const [x, y] = [
      ((pixel % SIDE) + 0.5 - SIDE / 2) * SPACING,
      (Math.floor(pixel / SIDE) + 0.5 - SIDE / 2) * SPACING,
    ];
    const far = Math.hypot(x, y);
    const grain = (((pixel * 2654435761) % 1000) / 1000 - 0.5) * 8;
    const ball = balls.find((one) => Math.hypot(x - one.x, y - one.y) <= one.radius);
    if (far > 100) values[pixel] = -1000;
    else if (far > 92) values[pixel] = hasSkull ? 1000 : 40;
    else values[pixel] = (ball?.hu ?? BRAIN) + grain;
  }
  return { rows: SIDE, columns: SIDE, values };
}

/** In mm2. */
const areaOf = ({ pixels }: DenseTissue): number => pixels * SPACING ** 2;

describe('dense tissue inside the skull', () => {
  it.each([
    [8, 62],
    [15, 70],
    [25, 85],
  ])('measures a ball of %d mm and %d HU within 6 percent of its area', (radius, hu) => {
    const area = areaOf(denseTissue(aHead([{ x: 20, y: -15, radius, hu }])));
    const known = Math.PI * radius ** 2;
    expect(Math.abs(area / known - 1)).toBeLessThan(0.06);
  });

  it('finds nothing in a head without blood, nor the skull', () => {
    const { pixels, hasSkull, mask } = denseTissue(aHead([]));
    expect({ pixels, hasSkull }).toEqual({ pixels: 0, hasSkull: true });
    expect(mask.every((one) => one === 0)).toBe(true);
  });

  it('leaves calcium, fluid and specks out', () => {
    const balls = [
      { x: 30, y: 0, radius: 8, hu: 400 },
      { x: -30, y: 0, radius: 10, hu: 8 },
      { x: 0, y: 40, radius: 1, hu: 70 },
    ];
    // The rim of calcium, where it mixes with brain, is all that is left.
    expect(areaOf(denseTissue(aHead(balls)))).toBeLessThan(0.25 * Math.PI * 8 ** 2);
  });

  it('says that nothing surrounds anything where there is no skull', () => {
    const { hasSkull, pixels } = denseTissue(aHead([{ x: 0, y: 0, radius: 20, hu: 70 }], false));
    expect({ hasSkull, pixels }).toEqual({ hasSkull: false, pixels: 0 });
  });

  it('lays the mask over the slice by its box', () => {
    const { mask, box } = denseTissue(aHead([{ x: 40, y: -30, radius: 12, hu: 70 }]));
    let [sumX, sumY, count] = [0, 0, 0];
    mask.forEach((one, pixel) => {
      if (one === 0) return;
      sumX += box.left + (((pixel % PLANE_SIDE) + 0.5) * box.side) / PLANE_SIDE;
      sumY += box.top + ((Math.floor(pixel / PLANE_SIDE) + 0.5) * box.side) / PLANE_SIDE;
      count += 1;
    });
    expect((sumX / count - SIDE / 2) * SPACING).toBeCloseTo(40, 0);
    expect((sumY / count - SIDE / 2) * SPACING).toBeCloseTo(-30, 0);
  });
});

it('leaves the grain of thin slices and cortex that beam hardening brightens out, and keeps blood in such a head', () => {
  const bright = (balls: readonly Ball[]): HuImage => {
    const { rows, columns, values } = aHead(balls);
    const lifted = values.map((hu, pixel) => {
      const [x, y] = [
        ((pixel % SIDE) + 0.5 - SIDE / 2) * SPACING,
        (Math.floor(pixel / SIDE) + 0.5 - SIDE / 2) * SPACING,
      ];
      const far = Math.hypot(x, y);
      if (far > 92) return hu;
      // Up to 16 HU along the bone, and grain of 24 HU in place of 8.
      const grain = (((pixel * 40503 + 7) % 997) / 997 - 0.5) * 24;
      return hu + 4 + 16 * Math.max(0, (far - 70) / 22) + grain;
    });
    return { rows, columns, values: lifted };
  };
  expect(areaOf(denseTissue(bright([])))).toBeLessThan(20);
  const blood = areaOf(denseTissue(bright([{ x: 10, y: 10, radius: 16, hu: 68 }])));
  expect(Math.abs(blood / (Math.PI * 16 ** 2) - 1)).toBeLessThan(0.12);
});
