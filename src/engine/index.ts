export type { Precision } from './gpu/kernel.ts';
export type { OpenDevice } from './gpu/open-device.ts';
export { compilePlan, unsupportedOps } from './graph/compile.ts';
export { countFlops } from './graph/count-flops.ts';
export { type ClassMaps, checkInput, classMapsOf, type Engine } from './graph/engine.ts';
export { floatToHalf } from './graph/half-float.ts';
export type { GraphModel } from './graph/plan.ts';
export { type GpuModule, loadGpu } from './load-gpu.ts';
export { createWasmEngine } from './wasm/wasm-engine.ts';
