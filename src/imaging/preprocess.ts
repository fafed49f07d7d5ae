import { AppError, releaseBuffer } from '#base';
import { cropBox } from './head-box.ts';
import type { HuImage, PreprocessSpec, VoiWindow } from './preprocess-spec.ts';
import { planCrop, windowedCrop } from './resize.ts';

/** A slice through a window, cropped. */
interface Plane extends VoiWindow {
  readonly image: HuImage;
  readonly values: Float32Array;
}

/**
 * A slice with its neighbors along the normal as the model's input: size * size * channels values, row-major with the
 * channels innermost (NHWC), scaled and shifted as the spec says. The caller clamps: at a series' end it passes the
 * slice itself as its missing neighbor. All three must have one size; the box is the current slice's.
 */
export function preprocess(
  previous: HuImage,
  current: HuImage,
  next: HuImage,
  spec: PreprocessSpec,
): Float32Array {
  const plan = planCrop(current, cropBox(current, spec), spec.size);
  const depth = spec.channels.length;
  const done: Plane[] = [];
  const input = new Float32Array(spec.size * spec.size * depth);
  spec.channels.forEach((channel, index) => {
    const image = { '-1': previous, '0': current, '1': next }[channel.sliceOffset];
    if (image.rows !== current.rows || image.columns !== current.columns) {
      throw new AppError('slice-sizes-differ', 'Neighboring slices differ in size.', {
        data: { rows: [current.rows, image.rows], columns: [current.columns, image.columns] },
      });
    }
    // At a series' end, and in a glance, channels show the same slice: it is cropped once.
    const same = done.find(
      (plane) =>
        plane.image === image && plane.center === channel.center && plane.width === channel.width,
    );
    const values = same?.values ?? windowedCrop(image, plan, channel);
    done.push({ image, center: channel.center, width: channel.width, values });
    const scale = spec.scale[index] ?? 1;
    const shift = spec.shift[index] ?? 0;
    for (let pixel = 0; pixel < values.length; pixel += 1) {
      input[pixel * depth + index] = (values[pixel] ?? 0) * scale + shift;
    }
  });
  for (const { values } of done) releaseBuffer(values);
  return input;
}
