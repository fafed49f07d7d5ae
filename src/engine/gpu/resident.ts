import { AppError, messageOf } from '#base';
import { checked, unlessLost } from './checked.ts';
import type { Binding, Kernel } from './kernel.ts';
import { BUFFER_USAGE, COMPUTE } from './webgpu-flags.ts';

type Constant = Extract<Binding, { readonly kind: 'constant' }>['data'];

/** What stays on the device for good: the weights, and each shader compiled once. */
export interface Resident {
  readonly bufferOf: (data: Constant) => GPUBuffer;
  readonly pipelineOf: (kernel: Kernel) => Promise<GPUComputePipeline>;
  readonly bytes: () => number;
  readonly dispose: () => void;
}

/** How the shader may use what is bound. */
function accessOf(binding: Binding): GPUBufferBindingType {
  switch (binding.kind) {
    case 'batch':
      return 'uniform';
    case 'input':
    case 'constant':
      return 'read-only-storage';
    case 'image':
      return binding.access === 'read' ? 'read-only-storage' : 'storage';
    case 'scratch':
    case 'results':
    case 'overflow':
      return 'storage';
  }
}

/** Compiles a kernel's shader. Rejects with AppError 'engine-failed' that says what the shader's compiler said. */
async function createPipeline(
  device: GPUDevice,
  { label, code, bindings }: Kernel,
): Promise<GPUComputePipeline> {
  const layout = device.createBindGroupLayout({
    entries: bindings.map((each, binding) => ({
      binding,
      visibility: COMPUTE,
      buffer: { type: accessOf(each) },
    })),
  });
  const module = device.createShaderModule({ label, code });
  try {
    return await device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main' },
    });
  } catch (cause) {
    const { messages } = await unlessLost(module.getCompilationInfo());
    const said = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`);
    throw new AppError(
      'engine-failed',
      `The GPU does not take a shader (${label}): ${said.join('; ') || messageOf(cause)}`,
      { cause },
    );
  }
}

/** Uploads the constants of these kernels. Rejects with AppError 'engine-memory' where they do not fit. */
export async function makeResident(
  device: GPUDevice,
  kernels: readonly Kernel[],
): Promise<Resident> {
  const buffers = new Map<Constant, GPUBuffer>();
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const upload = (label: string, data: Constant) => {
    const size = Math.ceil(data.byteLength / 4) * 4;
    const usage = BUFFER_USAGE.STORAGE | BUFFER_USAGE.COPY_DST;
    const buffer = device.createBuffer({ label, size, usage });
    buffers.set(data, buffer);
    device.queue.writeBuffer(buffer, 0, data);
  };
  const dispose = () => {
    for (const buffer of buffers.values()) buffer.destroy();
  };
  const { verdict } = checked(device, () => {
    for (const { label, bindings } of kernels) {
      for (const each of bindings) if (each.kind === 'constant') upload(label, each.data);
    }
  });
  await verdict.catch((error: unknown) => {
    dispose();
    throw error;
  });
  return {
    bufferOf: (data) => {
      const buffer = buffers.get(data);
      if (buffer === undefined) throw new Error('a constant was not uploaded');
      return buffer;
    },
    pipelineOf: (kernel) => {
      const known = pipelines.get(kernel.code);
      const pipeline = known ?? createPipeline(device, kernel);
      pipelines.set(kernel.code, pipeline);
      return pipeline;
    },
    bytes: () => [...buffers.values()].reduce((sum, { size }) => sum + size, 0),
    dispose,
  };
}
