import { AppError } from '#base';
import type { Precision } from './kernel.ts';

/** A device of our own and what it can do. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** f16 where the device computes with 16-bit numbers. */
  readonly best: Precision;
}

/** Limits that a large batch needs; the rest of the defaults is enough everywhere. */
const RAISED = ['maxStorageBufferBindingSize', 'maxBufferSize'] as const;

/** Opens the adapter's device. Throws AppError 'engine-unavailable' where there is none. */
export async function openGpuDevice(): Promise<OpenDevice> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  if (adapter === null) {
    throw new AppError('engine-unavailable', 'The browser offers no WebGPU adapter.');
  }
  const half = adapter.features.has('shader-f16');
  const device = await adapter.requestDevice({
    label: 'ich-triage',
    requiredFeatures: half ? ['shader-f16'] : [],
    requiredLimits: Object.fromEntries(RAISED.map((limit) => [limit, adapter.limits[limit]])),
  });
  return { device, info: adapter.info, best: half ? 'f16' : 'f32' };
}
