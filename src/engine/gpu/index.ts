export { createGpuEngine } from './gpu-engine.ts';
export { openGpuDevice } from './open-device.ts';
