import { cropBox } from './head-box.ts';
import type { HuImage } from './preprocess-spec.ts';
import { planCrop, windowedCrop } from './resize.ts';
import { WINDOW_PRESETS } from './window.ts';

/** A slice as a small square: side * side gray values 0..255, through the brain window, round the head, as the model crops it. */
export function smallPicture(image: HuImage, side: number): Uint8ClampedArray {
  const plan = planCrop(image, cropBox(image, { crop: 'head' }), side);
  return Uint8ClampedArray.from(
    windowedCrop(image, plan, WINDOW_PRESETS.brain),
    (value) => value * 255,
  );
}
