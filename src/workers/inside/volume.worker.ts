import * as Comlink from 'comlink';
import { watchThread } from '#guard';
import { expose } from '../wire/expose.ts';
import type { StackImage } from '../wire/worker-api.ts';
import { volumeHost } from './volume-host.ts';

watchThread();
const host = volumeHost();
/** The page owns the pixels from here on. */
const handOver = (made: StackImage): StackImage =>
  Comlink.transfer(made, [made.image.values.buffer]);
expose({
  ...host,
  slab: async (...question: Parameters<typeof host.slab>) => handOver(await host.slab(...question)),
  plane: async (...question: Parameters<typeof host.plane>) =>
    handOver(await host.plane(...question)),
});
