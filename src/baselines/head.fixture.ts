import { PLANE_SIDE } from '#imaging';

/** Brain, skull and air in HU. */
const [BRAIN, SKULL, AIR] = [36, 100, -20];
const CENTER = PLANE_SIDE / 2;

/** A disk of blood. */
export interface Bleed {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly hu: number;
}

/** A round head of 60 pixels' radius in a skull of 8, with grain that every run repeats, and perhaps a bleed. */
export function paintedHead(bleed: Bleed | null, shift = 0): Float32Array {
  return Float32Array.from({ length: PLANE_SIDE ** 2 }, (_, pixel) => {
    const [x, y] = [pixel % PLANE_SIDE, Math.floor(pixel / PLANE_SIDE)];
    const far = Math.hypot(x - CENTER, y - CENTER);
    if (far > 68) return AIR;
    if (far > 60) return SKULL;
    const grain = ((pixel * 2654435761 + shift * 97) % 7) - 3;
    const inBleed = bleed !== null && Math.hypot(x - bleed.x, y - bleed.y) <= bleed.radius;
    return (inBleed ? bleed.hu : BRAIN) + grain;
  });
}
