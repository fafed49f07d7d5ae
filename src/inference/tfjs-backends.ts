import * as tf from '@tensorflow/tfjs-core';
import { AppError, countOf, type EngineKind } from '#base';
import { describeAdapter, describeRenderer } from './gpu-probe.ts';
import { type LossWatch, lossWatch } from './loss-watch.ts';
import { startWasmBackend, type WasmOptions } from './tfjs-wasm-backend.ts';

/** The engines that tfjs provides. */
export type TfjsKind = Exclude<EngineKind, 'own-wasm' | 'own-webgpu'>;

/** What tfjs calls its backends. */
type BackendName = 'cpu' | 'wasm' | 'webgl' | 'webgpu';

/** A tfjs backend that is up. One of a kind can be up at a time: tfjs keeps them in one global registry. */
export interface TfjsBackend {
  /** tfjs' own name of it. */
  readonly name: BackendName;
  readonly description: string;
  readonly threads: number;
  /** Slices in one call: GPUs gain by batches, the processor does not (docs/performance.md). */
  readonly preferredBatch: number;
  readonly loss: LossWatch;
  /** Takes the backend out of tfjs, so that it can be started afresh. */
  stop(): void;
}

/** What the backends need from outside. */
export type TfjsBackendOptions = WasmOptions;

async function activate(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) {
    throw new AppError('engine-unavailable', `tfjs could not start its ${name} backend.`);
  }
}

function discard(name: BackendName): void {
  if (tf.engine().registryFactory[name] !== undefined) tf.removeBackend(name);
}

function stop(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  discard(name);
  // Without this a later setBackend would find no factory; the modules register theirs on first import only.
  if (factory !== null && factory !== undefined) tf.registerBackend(name, factory);
}

async function startCpu(): Promise<TfjsBackend> {
  await import('@tensorflow/tfjs-backend-cpu');
  await activate('cpu');
  return {
    name: 'cpu',
    description: 'TensorFlow.js in JavaScript, 1 thread',
    threads: 1,
    preferredBatch: 1,
    loss: lossWatch(),
    stop: () => stop('cpu'),
  };
}

async function startWasm(options: TfjsBackendOptions): Promise<TfjsBackend> {
  const { threads } = await startWasmBackend(options, () => activate('wasm'));
  return {
    name: 'wasm',
    description: `TensorFlow.js WASM, ${countOf(threads, 'thread')}`,
    threads,
    preferredBatch: 1,
    loss: lossWatch(),
    stop: () => stop('wasm'),
  };
}

async function startWebgl(): Promise<TfjsBackend> {
  const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
  await activate('webgl');
  const backend = tf.backend();
  if (!(backend instanceof MathBackendWebGL)) {
    throw new AppError('engine-unavailable', 'tfjs gave another backend than WebGL.');
  }
  const { gl } = backend.getGPGPUContext();
  const renderer = describeRenderer(gl);
  const loss = lossWatch();
  const canvas: unknown = Reflect.get(gl, 'canvas'); // Missing in TypeScript's worker types.
  if (canvas instanceof EventTarget) {
    canvas.addEventListener('webglcontextlost', () => loss.report('the WebGL context was lost'));
  }
  return {
    name: 'webgl',
    description: `TensorFlow.js WebGL (${renderer})`,
    threads: 1,
    preferredBatch: 4,
    loss,
    stop: () => stop('webgl'),
  };
}

/** tfjs asks for the default limits otherwise, too small for the first layers of VGG-16 at 224 x 224. */
function generousLimits(limits: GPUSupportedLimits): Record<string, number> {
  return {
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  };
}

async function startWebgpu(): Promise<TfjsBackend> {
  const gpu: GPU | undefined = navigator.gpu;
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  if (adapter === null) {
    throw new AppError('engine-unavailable', 'The browser offers no WebGPU adapter.');
  }
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const device = await adapter.requestDevice({ requiredLimits: generousLimits(adapter.limits) });
  const { info } = adapter;
  const loss = lossWatch();
  device.lost.then(({ message, reason }) => loss.report(`WebGPU says ${reason} ${message}`.trim()));
  discard('webgpu'); // tfjs registers one of its own, whose device nobody else can reach.
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 3);
  await activate('webgpu');
  return {
    name: 'webgpu',
    description: `TensorFlow.js WebGPU (${describeAdapter(info)})`,
    threads: 1,
    preferredBatch: 8,
    loss,
    stop: () => discard('webgpu'),
  };
}

/** Starts a tfjs backend and makes it the current one. Throws AppError 'engine-unavailable' where there is none. */
export function startBackend(kind: TfjsKind, options: TfjsBackendOptions): Promise<TfjsBackend> {
  tf.enableProdMode(); // No shape checks in the hot path, and no advertisement on the console in Node.
  switch (kind) {
    case 'tfjs-cpu':
      return startCpu();
    case 'tfjs-wasm':
      return startWasm(options);
    case 'tfjs-webgl':
      return startWebgl();
    case 'tfjs-webgpu':
      return startWebgpu();
  }
}
