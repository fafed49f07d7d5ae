import { AppError, messageOf, releaseBuffer } from '#base';
import { createBarrier } from './barrier.ts';
import type { Values } from './executor.ts';
import { createSlice } from './slice-run.ts';
import { uploadWeights } from './upload.ts';
import { createMemory, instantiateKernels } from './wasm-kernels.ts';
import type { FromWorker, StartMessage, ToWorker } from './worker-messages.ts';

type Slice = (input: Float32Array | null) => Values;

/** The slices by mailbox. */
interface Ready {
  readonly alone: readonly Slice[];
  readonly together: readonly Slice[];
  readonly bytes: number;
}

async function start(message: StartMessage): Promise<Ready> {
  const { module, plan, layout, barrier, alone, together } = message;
  const memory = message.memory ?? createMemory(layout.pages, false);
  const kernels = await instantiateKernels(module, memory);
  if (message.memory === null) uploadWeights(plan.layers, layout, kernels);
  const meeting = barrier === null ? undefined : createBarrier(barrier, together.count);
  const slices = (share: typeof alone, wait?: () => void) =>
    (layout.mailboxes[share.slot] ?? []).map((_, mailbox) =>
      createSlice(plan, layout, kernels, { ...share, mailbox }, wait),
    );
  return {
    alone: slices(alone),
    together: slices(together, meeting),
    bytes: memory.buffer.byteLength,
  };
}

/** A thread's logic, without how messages reach it: each message gets one answer. */
export function createThread(): (message: ToWorker) => Promise<FromWorker> {
  let ready: Ready | null = null;
  return async (message) => {
    try {
      if (message.kind === 'start') {
        ready = await start(message);
        return { kind: 'started', bytes: ready.bytes };
      }
      const run = (message.together ? ready?.together : ready?.alone)?.[message.mailbox];
      if (run === undefined) throw new AppError('engine-lost', 'The thread was not started.');
      const values = run(message.input);
      if (message.input !== null) releaseBuffer(message.input); // The message's own copy.
      return { kind: 'done', values };
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'engine-lost';
      return { kind: 'failed', code, text: messageOf(error) };
    }
  };
}
