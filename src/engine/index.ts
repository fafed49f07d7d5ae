export type { NativeModel } from './compile.ts';
export { unsupportedOps } from './compile.ts';
export type { NativeClassMaps, NativeOptions, NativeRunner } from './native-runner.ts';
export { createNativeRunner } from './native-runner.ts';
