import { checked } from './checked.ts';
import type { Kernel } from './kernel.ts';
import type { Network } from './network.ts';
import type { Resident } from './resident.ts';
import { type Buffers, type Copy, resourceOf } from './session-buffers.ts';

/** A kernel that is ready to be dispatched. */
export interface Step {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
}

/** Compiles what is not compiled yet. Rejects with AppError 'engine-failed' where the device refuses a shader. */
export async function createSteps(
  device: GPUDevice,
  network: Network,
  resident: Resident,
  buffers: Buffers,
  batch: number,
): Promise<readonly Step[]> {
  const kernels = [...network.kernels(batch), network.tail.kernel];
  const pipelines = await Promise.all(
    kernels.map(async (kernel) => ({ kernel, pipeline: await resident.pipelineOf(kernel) })),
  );
  const { value: steps, verdict } = checked(device, () =>
    pipelines.map(({ kernel, pipeline }): Step => {
      const entries = kernel.bindings.map((each, binding) => ({
        binding,
        resource: { buffer: resourceOf(buffers, resident, each) },
      }));
      const layout = pipeline.getBindGroupLayout(0);
      return { kernel, pipeline, group: device.createBindGroup({ layout, entries }) };
    }),
  );
  await verdict;
  return steps;
}

/** What one run does. */
export interface Run {
  /** Slices. */
  readonly count: number;
  /** Where the overflow flag and then the copies go, side by side. */
  readonly target: GPUBuffer;
  readonly copies: readonly Copy[];
}

/** One command buffer: all kernels, then the copies. */
export function encodeRun(
  device: GPUDevice,
  steps: readonly Step[],
  { overflow }: Buffers,
  { count, target, copies }: Run,
): GPUCommandBuffer {
  const encoder = device.createCommandEncoder();
  encoder.clearBuffer(overflow);
  const pass = encoder.beginComputePass();
  for (const { kernel, pipeline, group } of steps) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...kernel.workgroups(count));
  }
  pass.end();
  let at = 0;
  for (const { from, offset, bytes } of [{ from: overflow, offset: 0, bytes: 4 }, ...copies]) {
    encoder.copyBufferToBuffer(from, offset, target, at, bytes);
    at += bytes;
  }
  return encoder.finish();
}
