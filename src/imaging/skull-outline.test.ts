import { describe, expect, it } from 'vitest';
import type { HuImage } from './preprocess-spec.ts';
import { skullOutline } from './skull-outline.ts';

const SIDE = 256;

/** A skull like an egg, 150 x 180 pixels, its blunt end behind. `turn`: its front points there, in degrees from up. */
function anEgg(turn: number, offset = 0): HuImage {
  const values = new Float32Array(SIDE * SIDE);
  const angle = (turn * Math.PI) / 180;
  for (let at = 0; at < values.length; at += 1) {
    const x = (at % SIDE) - SIDE / 2 - offset;
    const y = Math.floor(at / SIDE) - SIDE / 2;
    const across = x * Math.cos(angle) + y * Math.sin(angle);
    const behind = -x * Math.sin(angle) + y * Math.cos(angle);
    const far = Math.hypot(across / (75 * (1 + 0.12 * (behind / 90))), behind / 90);
    values[at] = far > 1 ? -1000 : far > 0.93 ? 1000 : 35;
  }
  return { rows: SIDE, columns: SIDE, values };
}

describe('the outline of a skull', () => {
  it('is longer from front to back, and wider behind, wherever the head lies in the image and up to 30 degrees askew', () => {
    for (const offset of [0, 20]) {
      for (const turn of [0, 15, -30]) {
        const form = skullOutline(anEgg(turn, offset));
        expect(form?.across).toBeLessThan(-0.02);
        expect(form?.widerBehind).toBeGreaterThan(0.01);
      }
    }
  });

  it('is the other way round in one that is upside down', () => {
    const form = skullOutline(anEgg(180));
    expect(form?.across).toBeLessThan(-0.02);
    expect(form?.widerBehind).toBeLessThan(-0.01);
  });

  it.each([90, -90])('is longer across in one turned by %d degrees', (turn) => {
    expect(skullOutline(anEgg(turn))?.across).toBeGreaterThan(0.02);
  });

  it('is none without bone, or where hardly any of the ring is there', () => {
    expect(skullOutline({ rows: 64, columns: 64, values: new Float32Array(4096) })).toBeNull();
    const piece = anEgg(0);
    piece.values.fill(-1000, 64 * SIDE);
    expect(skullOutline(piece)).toBeNull();
  });
});
