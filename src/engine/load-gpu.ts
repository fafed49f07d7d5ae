import type { createGpuEngine } from './gpu/gpu-engine.ts';
import type { openGpuDevice } from './gpu/open-device.ts';

/** The WebGPU engine's doors. */
export interface GpuModule {
  readonly createGpuEngine: typeof createGpuEngine;
  readonly openGpuDevice: typeof openGpuDevice;
}

/** Loads the WebGPU engine: its shaders arrive only where there is a GPU to run them. */
export function loadGpu(): Promise<GpuModule> {
  return import('./gpu/index.ts');
}
