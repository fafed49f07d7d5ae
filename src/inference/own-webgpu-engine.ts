import { AppError, throwIfAborted } from '#base';
import { type Engine, type GpuModule, loadGpu, type OpenDevice, type Precision } from '#engine';
import { describeAdapter } from './gpu-probe.ts';
import { lossWatch } from './loss-watch.ts';
import { graphModelOf, type LoadedPackage } from './package/loaded-package.ts';
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

/** The engine with its device, whose loss ends every wait. */
function watched(device: GPUDevice, engine: Engine): Engine {
  const loss = lossWatch();
  device.lost.then(({ message, reason }) => loss.report(`WebGPU says ${reason} ${message}`.trim()));
  return {
    ...engine,
    run: (inputs, signal) => loss.guard(() => engine.run(inputs, signal)),
    classMaps: (input, signal) => loss.guard(() => engine.classMaps(input, signal)),
    dispose: () => {
      engine.dispose();
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
  const model = graphModelOf(pack);
  const { precision = best, batch } = options;
  if (precision === 'f16' && best === 'f32') {
    throw new AppError('engine-unavailable', 'The GPU does not compute with 16-bit numbers.');
  }
  const chosen = {
    signal,
    adapter: describeAdapter(info),
    ...(batch === undefined ? {} : { batch }),
  };
  const kernels = await createGpuEngine(device, model, { precision, ...chosen });
  const engine = watched(device, kernels);
  if (precision === 'f32' || options.precision !== undefined) return engine;
  try {
    await proveEngine(engine, pack, signal);
    return engine;
  } catch (error) {
    if (!(error instanceof AppError) || !TOO_COARSE.has(error.code)) throw error;
    kernels.dispose();
    const exact = await createGpuEngine(device, model, { precision: 'f32', ...chosen });
    return watched(device, exact);
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
