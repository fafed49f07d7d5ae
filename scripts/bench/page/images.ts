/** What an image's numbers depend on: its side and its channels. */
export interface ImageShape {
  readonly size: number;
  readonly channels: number;
}

/** NHWC to NCHW. */
export function planar(image: Float32Array, channels: number): Float32Array {
  const area = image.length / channels;
  return image.map((_, i) => image[(i % area) * channels + Math.floor(i / area)] ?? 0);
}

/** The same noise for every contestant, NHWC in -1..1: image after image of a seed of its own. */
export function imagesOf({ size, channels }: ImageShape, count: number): readonly Float32Array[] {
  return Array.from({ length: count }, (_, index) => {
    let state = 12345 + 977 * index;
    return Float32Array.from({ length: size * size * channels }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state / 4294967296) * 2 - 1;
    });
  });
}
