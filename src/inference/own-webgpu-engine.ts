import { AppError, throwIfAborted } from '#base';
import { type GpuEngine, type GpuModule, loadGpu, type OpenDevice, type Precision } from '#engine';
import type { Engine, LoadedPackage } from './engine.ts';
import { describeAdapter } from './gpu-probe.ts';
import { lossWatch } from './loss-watch.ts';
import { proveEngine } from './prove-engine.ts';

/** How {@link createOwnWebgpuEngine} computes. */
export interface OwnWebgpuOptions {
  /** Default: f16 where the device has it and it gives the golden probabilities, else f32. */
  readonly precision?: Precision;
  /** Slices at a time. Default: by measurement. */
  readonly batch?: number;
}

/** Told by the golden vectors or by the run itself: too coarse for this model. */
const TOO_COARSE = new Set(['model-golden', 'engine-range']);

function engineOf(device: GPUDevice, adapter: string, runner: GpuEngine): Engine {
  const loss = lossWatch();
  device.lost.then(({ message, reason }) => loss.report(`WebGPU says ${reason} ${message}`.trim()));
  return {
    kind: 'gpu',
    description: `WebGPU (${adapter}), own kernels in ${runner.precision}`,
    threads: 1,
    preferredBatch: runner.preferredBatch,
    run: (inputs, signal) => loss.guard(() => runner.run(inputs, signal)),
    classMaps: (input, signal) => loss.guard(() => runner.classMaps(input, signal)),
    liveTensors: () => runner.bytes,
    dispose: () => {
      runner.dispose();
      device.destroy();
    },
  };
}

async function startOn(
  { createGpuEngine }: GpuModule,
  { device, info, best }: OpenDevice,
  pack: LoadedPackage,
  options: OwnWebgpuOptions,
  signal: AbortSignal | undefined,
): Promise<Engine> {
  const { topology, weights, manifest } = pack;
  const { size, channels } = manifest.preprocess;
  const model = {
    topology,
    weights,
    input: manifest.input,
    outputs: manifest.outputs,
    inputShape: [size, size, channels.length],
  } as const;
  const { precision = best, batch } = options;
  if (precision === 'f16' && best === 'f32') {
    throw new AppError('engine-unavailable', 'The GPU does not compute with 16-bit numbers.');
  }
  const chosen = batch === undefined ? { signal } : { batch, signal };
  const runner = await createGpuEngine(device, model, { precision, ...chosen });
  const engine = engineOf(device, describeAdapter(info), runner);
  if (precision === 'f32' || options.precision !== undefined) return engine;
  try {
    await proveEngine(engine, pack, signal);
    return engine;
  } catch (error) {
    if (!(error instanceof AppError) || !TOO_COARSE.has(error.code)) throw error;
    runner.dispose();
    const exact = await createGpuEngine(device, model, { precision: 'f32', ...chosen });
    return engineOf(device, describeAdapter(info), exact);
  }
}

/**
 * The package on our own WebGPU kernels (src/engine/gpu). Rejects with AppError 'engine-unavailable' without an adapter,
 * 'graph-unsupported' for a graph with operations that it does not do, 'engine-memory' or 'engine-failed' where the
 * device does not take it: another engine is next then.
 */
export async function createOwnWebgpuEngine(
  pack: LoadedPackage,
  options: OwnWebgpuOptions = {},
  signal?: AbortSignal,
): Promise<Engine> {
  throwIfAborted(signal);
  const module = await loadGpu();
  const opened = await module.openGpuDevice();
  try {
    return await startOn(module, opened, pack, options, signal);
  } catch (error) {
    opened.device.destroy();
    throw error;
  }
}
