import { AppError, messageOf, releaseBuffer } from '#base';
import { createBarrier } from './barrier.ts';
import type { Values } from './executor.ts';
import { createSlice } from './slice-run.ts';
import { uploadWeights } from './upload.ts';
import { createMemory, instantiateKernels } from './wasm-kernels.ts';
import type { FromWorker, StartMessage, ToWorker } from './worker-messages.ts';

interface Ready {
  readonly alone: (input: Float32Array) => Values;
  readonly together: (input: Float32Array) => Values;
  readonly bytes: number;
}

async function start(message: StartMessage): Promise<Ready> {
  const { module, plan, layout, barrier, alone, together } = message;
  const memory = message.memory ?? createMemory(layout.pages, false);
  const kernels = await instantiateKernels(module, memory);
  if (message.memory === null) uploadWeights(plan.layers, layout, kernels);
  const meet = barrier === null ? undefined : createBarrier(barrier, together.shares);
  return {
    alone: createSlice(plan, layout, kernels, alone),
    together: createSlice(plan, layout, kernels, together, meet),
    bytes: memory.buffer.byteLength,
  };
}

/** A thread's logic, apart from how messages reach it: each message gets one answer. */
export function createThread(): (message: ToWorker) => Promise<FromWorker> {
  let ready: Ready | null = null;
  return async (message) => {
    try {
      if (message.kind === 'start') {
        ready = await start(message);
        return { kind: 'started', bytes: ready.bytes };
      }
      if (ready === null) throw new AppError('engine-lost', 'The thread was not started.');
      const run = message.together ? ready.together : ready.alone;
      const values = run(message.input);
      releaseBuffer(message.input); // The message's own copy.
      return { kind: 'done', values };
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'engine-lost';
      return { kind: 'failed', code, text: messageOf(error) };
    }
  };
}
