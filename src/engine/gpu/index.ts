export { createGpuRunner } from './gpu-runner.ts';
export { openGpuDevice } from './open-device.ts';
