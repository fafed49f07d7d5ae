import type { HU } from '#base';

/** PS3.3 C.11.2.1.2 window: center and width in HU. */
export interface VoiWindow {
  readonly center: HU;
  readonly width: HU;
}

/** One input channel: the slice at `offset` along the normal (clamped at the series' ends) through a window. */
export interface ChannelSpec extends VoiWindow {
  readonly sliceOffset: -1 | 0 | 1;
}

/**
 * How a slice becomes the model's input. In the manifest, versioned and hashed: training, browser and command line run
 * this and nothing else. Fixed HU windows only; no statistic of the image enters.
 *
 * value = window(HU) in [0, 1];  input = (value * scale) + shift for each channel, NHWC float32.
 */
export interface PreprocessSpec {
  readonly version: 1;
  /** 'head': a square round the head (largest component above -10 HU) of the CENTER slice, used for its neighbors too. */
  readonly crop: 'none' | 'head';
  /** Input height = width in pixels. */
  readonly size: number;
  readonly channels: readonly ChannelSpec[];
  /** Area-weighted when shrinking, bilinear when growing; see resize.ts. */
  readonly resize: 'area-bilinear';
  readonly scale: readonly number[];
  readonly shift: readonly number[];
}

/** A slice in HU with its size, as imaging/ hands it on. */
export interface HuImage {
  readonly rows: number;
  readonly columns: number;
  /** rows * columns, row-major, clipped to -1024..3071. */
  readonly values: Float32Array;
}
