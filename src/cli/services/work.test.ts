import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { MemoryQueue } from '#queue';
import { work } from './work.ts';

it('ends, and takes nothing more, where what fills its queue fails', async () => {
  const queue = new MemoryQueue();
  const close = vi.spyOn(queue, 'close');
  const thread = {
    address: 'http://127.0.0.1:1/dicom-web',
    insecure: false,
    model: 'models/tiny',
    engine: null,
    operatingPoint: 'balanced',
    out: null,
    writeBack: false,
    sr: 'comprehensive',
  } as const;
  const shell = { signal: new AbortController().signal, print: () => {}, say: () => {} };
  const working = work({ thread, queue: null, answerMs: 1000, metrics: null }, shell, {
    open: async () => queue,
    fill: async () => {
      throw new RangeError('a fault');
    },
  });
  await expect(working).rejects.toThrow('a fault');
  expect(close).toHaveBeenCalledOnce();
  await queue.add([{ study: '1.2.3', stage: 'look', objects: 1 }]);
  await wait(50);
  expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0 });
}, 60_000);
