import type { createGpuRunner } from './gpu/gpu-runner.ts';
import type { openGpuDevice } from './gpu/open-device.ts';

/** The WebGPU runner's doors. */
export interface GpuModule {
  readonly createGpuRunner: typeof createGpuRunner;
  readonly openGpuDevice: typeof openGpuDevice;
}

/** Loads the WebGPU runner: its shaders arrive only where there is a GPU to run them. */
export function loadGpu(): Promise<GpuModule> {
  return import('./gpu/index.ts');
}
