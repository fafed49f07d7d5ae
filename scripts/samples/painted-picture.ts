import { scanPhantom } from './phantom.ts';
import { encodePng } from './png.ts';
import type { SampleStudy } from './studies.ts';
import { LOWEST_MM } from './write-study.ts';

const SIDE = 160;
const SPACING_MM = 1.25;
/** Pixels along a side to find the slice by; every third is looked at. */
const COARSE = 40;
/** Where no blood is, a slice through the lateral ventricles is shown: so far up. */
const VENTRICLES = 0.62;
/** The brain window 80/40. */
const [BLACK_HU, WHITE_HU] = [0, 80];
/** Blood makes what it lies on denser by so much at least: less is the soft edge of the paint. */
const DENSER_HU = 8;
/** What is denser is bone: a slice that is thick shows it white, whatever blood it covers in part. */
const BONE_HU = 100;
const OUTLINE = [255, 176, 60] as const;

/** A slice of a study with what was painted into it outlined: the one that shows most of it, else the one in the middle. */
export function paintedPicture(study: SampleStudy): Buffer {
  const { slice, mask } = keySlice(study);
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  const isPainted = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < SIDE && y < SIDE && mask[y * SIDE + x] === 1;
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    // Round the paint, not on it: what it looks like stays to be seen.
    const isEdge =
      !isPainted(x, y) &&
      (isPainted(x - 1, y) || isPainted(x + 1, y) || isPainted(x, y - 1) || isPainted(x, y + 1));
    const value = ((slice[pixel] ?? 0) - BLACK_HU) / (WHITE_HU - BLACK_HU);
    const gray = Math.round(255 * Math.min(1, Math.max(0, value)));
    rgb.set(isEdge ? OUTLINE : [gray, gray, gray], pixel * 3);
  }
  return encodePng(SIDE, rgb);
}

function keySlice(study: SampleStudy): { slice: Float32Array; mask: Uint8Array } {
  const { seed, shape, lesions, turnDegrees: turn } = study;
  const scanner = scanPhantom({ seed, shape, lesions, turn, noiseHu: 0 });
  const planeAt = (index: number, size: number) => ({
    size,
    spacing: (SPACING_MM * SIDE) / size,
    z: LOWEST_MM + index * study.spacingMm,
    thicknessMm: study.spacingMm,
    tiltDegrees: study.tiltDegrees,
  });
  const maskAt = (index: number, size: number): Uint8Array =>
    Uint8Array.from(scanner.blood(planeAt(index, size)), (by) => Number(by >= DENSER_HU));
  // A calcification is painted, too, and is no blood.
  const isBled = lesions.some(({ kind }) => kind !== 'calcification');
  let best = { index: Math.round(study.slices * VENTRICLES), area: 0 };
  for (let index = 0; isBled && index < study.slices; index += 3) {
    const area = maskAt(index, COARSE).reduce((sum, one) => sum + one, 0);
    if (area > best.area) best = { index, area };
  }
  const slice = scanner.slice(planeAt(best.index, SIDE));
  const mask = isBled ? maskAt(best.index, SIDE) : new Uint8Array(SIDE * SIDE);
  return { slice, mask: mask.map((value, at) => ((slice[at] ?? 0) < BONE_HU ? value : 0)) };
}
