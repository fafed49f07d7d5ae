import { AppError, hu } from '#base';
import type { HuImage, VoiWindow } from './preprocess-spec.ts';

/**
 * A window as a straight line with ends: value = clamp(HU * slope + offset, 0, 1).
 *
 * This is the LINEAR function of PS3.3 C.11.2.1.2.1 with output range 0..1, for center c and width w:
 *
 *     HU <= c - 0.5 - (w - 1) / 2  ->  0
 *     HU >  c - 0.5 + (w - 1) / 2  ->  1
 *     otherwise                        (HU - (c - 0.5)) / (w - 1) + 0.5
 *
 * Mind the consequence: 40/120 maps -20 HU to 0 and 99 HU (not 100) to 1. It is the only window function here; the
 * numbers on the screen and the model's input both come from it.
 */
export interface WindowLine {
  readonly slope: number;
  readonly offset: number;
}

/** The line of a window. Width 1 is the step at center - 0.5 that the standard defines, as steep as float32 bears. */
export function windowLine(window: VoiWindow): WindowLine {
  const { center, width } = window;
  if (!Number.isFinite(center) || !(width >= 1 && Number.isFinite(width))) {
    throw new AppError('bad-window', `A window needs a finite center and a width of at least 1.`, {
      data: { center, width },
    });
  }
  // At width 1 the ramp has no length: values up to c - 0.5 are 0 and those above it 1.
  const slope = width > 1 ? 1 / (width - 1) : 1e6;
  const rampStart = center - 0.5 - (width - 1) / 2;
  return { slope, offset: -rampStart * slope };
}

/** One value through a window, 0..1. */
export function windowValue(value: number, line: WindowLine): number {
  return Math.min(1, Math.max(0, value * line.slope + line.offset));
}

/** A slice through a window, 0..1, row-major, same size. */
export function applyWindow(image: HuImage, window: VoiWindow): Float32Array {
  const { slope, offset } = windowLine(window);
  const { values } = image;
  const out = new Float32Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    out[index] = Math.min(1, Math.max(0, (values[index] ?? 0) * slope + offset));
  }
  return out;
}

/** The windows of head CT, in the order of their keys 1 to 6; the second stroke window is Shift+3. */
export const WINDOW_PRESETS = {
  brain: { center: hu(40), width: hu(80) },
  subdural: { center: hu(80), width: hu(200) },
  stroke: { center: hu(40), width: hu(40) },
  strokeNarrow: { center: hu(32), width: hu(8) },
  bone: { center: hu(600), width: hu(2800) },
  softTissue: { center: hu(40), width: hu(380) },
  posteriorFossa: { center: hu(40), width: hu(150) },
} as const satisfies Readonly<Record<string, VoiWindow>>;

/** The name of a preset. */
export type WindowPreset = keyof typeof WINDOW_PRESETS;
