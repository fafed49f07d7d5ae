import { AppError } from '#base';
import type { Dispatch } from './commands.ts';
import { CROP_HEADER, CROP_TILE, cropShader, type HuChannel } from './crop-shader.ts';
import { createPipeline } from './resident.ts';
import { BUFFER_USAGE } from './webgpu-flags.ts';

/** One axis of a crop, as src/imaging/resample-line.ts plans it. */
export interface CropAxis {
  /** First source index of each sample. */
  readonly first: Int32Array;
  /** Where each sample's weights begin; one entry more than samples. */
  readonly start: Int32Array;
  readonly weights: Float32Array;
  /** The part of each sample that lies outside of the image. */
  readonly outside: Float32Array;
}

/** Hounsfield units (row-major, all of one size) of a slice and its neighbors, and the crop of it. */
export interface HuSlice {
  readonly columns: number;
  readonly before: Float32Array;
  readonly current: Float32Array;
  readonly after: Float32Array;
  readonly down: CropAxis;
  readonly across: CropAxis;
}

/** Makes inputs out of Hounsfield slices on the device. */
export interface HuInput {
  /** Uploads what these inputs need and returns the work that writes them side by side into `target`. */
  readonly prepare: (slices: readonly HuSlice[], target: GPUBuffer) => readonly Dispatch[];
  readonly dispose: () => void;
}

/** Buffers that are taken once and grow where they must. */
function growingBuffers(device: GPUDevice) {
  const buffers = new Map<string, GPUBuffer>();
  return {
    write: (name: string, data: Float32Array | Int32Array): GPUBuffer => {
      const known = buffers.get(name);
      const fits = known !== undefined && known.size >= data.byteLength;
      if (!fits) known?.destroy();
      const usage = BUFFER_USAGE.STORAGE | BUFFER_USAGE.COPY_DST;
      const buffer = fits
        ? known
        : device.createBuffer({ label: name, size: Math.max(16, data.byteLength), usage });
      buffers.set(name, buffer);
      device.queue.writeBuffer(buffer, 0, data);
      return buffer;
    },
    dispose: () => {
      for (const buffer of buffers.values()) buffer.destroy();
    },
  };
}

function tablesOf({ columns, down, across }: HuSlice, size: number, place: number) {
  for (const { first, start, outside, weights } of [down, across]) {
    const whole = first.length === size && start.length === size + 1 && outside.length === size;
    if (whole && start[size] === weights.length) continue;
    throw new AppError('model-input', `A crop does not have ${size} samples.`);
  }
  const header = [columns, place, 2 * size, 2 * size + down.weights.length];
  return {
    tables: Int32Array.from([
      ...header.slice(0, CROP_HEADER),
      ...down.first,
      ...down.start,
      ...across.first,
      ...across.start,
    ]),
    weights: Float32Array.from([
      ...down.outside,
      ...across.outside,
      ...down.weights,
      ...across.weights,
    ]),
  };
}

/**
 * Compiles the shader for inputs of size x size pixels with these channels. A slice that several inputs of a batch show is
 * uploaded once. Rejects with AppError 'engine-failed' where the device refuses it.
 */
export async function createHuInput(
  device: GPUDevice,
  size: number,
  channels: readonly HuChannel[],
): Promise<HuInput> {
  const pipeline = await createPipeline(device, {
    label: 'crop',
    code: cropShader(size, channels),
    access: [...Array.from({ length: 5 }, () => 'read-only-storage' as const), 'storage'],
  });
  const layout = pipeline.getBindGroupLayout(0);
  const buffers = growingBuffers(device);
  const across = Math.ceil(size / CROP_TILE);
  return {
    prepare: (slices, target) => {
      const uploaded = new Map<Float32Array, GPUBuffer>();
      const image = (values: Float32Array) => {
        const buffer = uploaded.get(values) ?? buffers.write(`slice ${uploaded.size}`, values);
        uploaded.set(values, buffer);
        return buffer;
      };
      return slices.map((slice, place): Dispatch => {
        const { tables, weights } = tablesOf(slice, size, place);
        const bound = [
          image(slice.before),
          image(slice.current),
          image(slice.after),
          buffers.write(`table ${place}`, tables),
          buffers.write(`weights ${place}`, weights),
          target,
        ];
        const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
        const group = device.createBindGroup({ layout, entries });
        return { pipeline, group, workgroups: [across, across] };
      });
    },
    dispose: buffers.dispose,
  };
}
