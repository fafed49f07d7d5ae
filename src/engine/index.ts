export type { NativeModel } from './compile.ts';
export { unsupportedOps } from './compile.ts';
export type { GpuOptions, GpuRunner } from './gpu/gpu-runner.ts';
export { createGpuRunner } from './gpu/gpu-runner.ts';
export type { Precision } from './gpu/kernel.ts';
export type { OpenDevice } from './gpu/open-device.ts';
export { openGpuDevice } from './gpu/open-device.ts';
export type { NativeClassMaps, NativeOptions, NativeRunner } from './native-runner.ts';
export { createNativeRunner } from './native-runner.ts';
