export type { GpuEngine, GpuEngineOptions } from './gpu/gpu-engine.ts';
export type { Precision } from './gpu/kernel.ts';
export type { OpenDevice } from './gpu/open-device.ts';
export type { GraphModel } from './graph/compile.ts';
export { unsupportedOps } from './graph/compile.ts';
export type { GpuModule } from './load-gpu.ts';
export { loadGpu } from './load-gpu.ts';
export type { ClassMaps, WasmEngine, WasmEngineOptions } from './wasm/wasm-engine.ts';
export { createWasmEngine } from './wasm/wasm-engine.ts';
