import { hu } from '#base';
import { preprocess } from './preprocess.ts';
import type { HuImage, PreprocessSpec } from './preprocess-spec.ts';

/** Pixels along a side: about 1.2 mm each, as the shipped network sees. */
export const PLANE_SIDE = 160;
const LOWEST_HU = -20;
const RANGE_HU = 120;

/** The network's own crop and window, one slice, so that both look at the same picture. */
const SPEC: PreprocessSpec = {
  version: 1,
  crop: 'head',
  size: PLANE_SIDE,
  channels: [{ center: hu(LOWEST_HU + RANGE_HU / 2), width: hu(RANGE_HU), sliceOffset: 0 }],
  resize: 'area-bilinear',
  scale: [RANGE_HU],
  shift: [LOWEST_HU],
};

/** A head filling a square of PLANE_SIDE x PLANE_SIDE pixels, row-major, in HU clipped to -20..100. */
export type HeadPlane = Float32Array;

/** The head of a slice. What is denser than 100 HU is 100, what is lighter than -20 HU is -20. */
export const headPlane = (image: HuImage): HeadPlane => preprocess(image, image, image, SPEC);

/** 3 x 3 median, the edge repeated: takes off grain and keeps edges. */
export function medianFiltered(plane: HeadPlane): HeadPlane {
  const side = PLANE_SIDE;
  const out = new Float32Array(plane.length);
  const near = new Float32Array(9);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let at = 0;
      for (let dy = -1; dy <= 1; dy += 1) {
        const row = Math.min(side - 1, Math.max(0, y + dy)) * side;
        for (let dx = -1; dx <= 1; dx += 1) {
          near[at] = plane[row + Math.min(side - 1, Math.max(0, x + dx))] ?? 0;
          at += 1;
        }
      }
      out[y * side + x] = medianOfNine(near);
    }
  }
  return out;
}

/** Sorts in place as far as the middle. */
function medianOfNine(values: Float32Array): number {
  for (let place = 0; place <= 4; place += 1) {
    let least = place;
    for (let other = place + 1; other < 9; other += 1) {
      if ((values[other] ?? 0) < (values[least] ?? 0)) least = other;
    }
    const kept = values[place] ?? 0;
    values[place] = values[least] ?? 0;
    values[least] = kept;
  }
  return values[4] ?? 0;
}
