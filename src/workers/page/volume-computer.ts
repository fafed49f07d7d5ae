import * as Comlink from 'comlink';
import { AppError } from '#base';
import type { ComputedImage, HeldStack, SliceValues, Stack, StackComputer } from '#imaging';
import type { StackImage, VolumeWorkerApi } from '../wire/worker-api.ts';
import { connect, type WorkerLike } from './connect.ts';

/** A worker that holds no stack ends after this time. */
const UNUSED_MS = 10_000;

const volumeWorker = (): WorkerLike =>
  new Worker(new URL('../inside/volume.worker.ts', import.meta.url), { type: 'module' });

/**
 * Computes slabs and planes in a worker of its own, so that none waits for another's files or for the model. Nothing runs before a slice is
 * given. The worker dies with all that it held: {@link HeldStack.has} says so, and what is given next goes to a fresh one.
 */
export function createVolumeComputer(start: () => WorkerLike = volumeWorker): StackComputer {
  const link = connect<VolumeWorkerApi>(start);
  const open = new Set<{ lose(): void }>();
  let numbers = 0;
  let unused: ReturnType<typeof setTimeout> | undefined;
  link.onCrash(() => {
    for (const each of open) each.lose();
  });

  const release = (number: number): void => {
    if (link.isRunning()) void link.call(async (api) => api.release(number)).catch(() => undefined);
    if (open.size > 0) return;
    clearTimeout(unused);
    unused = setTimeout(() => {
      if (open.size === 0) link.end();
    }, UNUSED_MS);
  };

  return {
    open: (stack) => {
      numbers += 1;
      const number = numbers;
      const held = holdStack(link, number, stack, () => {
        open.delete(held);
        release(number);
      });
      open.add(held);
      return held;
    },
  };
}

type Link = ReturnType<typeof connect<VolumeWorkerApi>>;

function holdStack(
  link: Link,
  number: number,
  stack: Stack,
  closed: () => void,
): HeldStack & { lose(): void } {
  const there = new Set<number>();
  const end = new AbortController();
  let told = false;

  /** Messages arrive in order: the stack is there before what is asked of it. */
  const call = <T>(
    work: (api: Comlink.Remote<VolumeWorkerApi>) => Promise<T>,
    signal: AbortSignal,
  ) =>
    link.call(
      async (api) => {
        if (!told) void api.hold(number, stack).catch(() => undefined);
        told = true;
        return await work(api);
      },
      { signal },
    );
  const computed = async (
    signal: AbortSignal,
    work: (api: Comlink.Remote<VolumeWorkerApi>, signal: AbortSignal) => Promise<StackImage>,
  ): Promise<ComputedImage> => {
    const both = AbortSignal.any([signal, end.signal]);
    const made = await call((api) => work(api, both), both);
    both.throwIfAborted();
    if (made.stack !== number) {
      throw new AppError('worker-error', 'The answer is of other images than the question.');
    }
    return made.image;
  };

  return {
    has: (place) => there.has(place),
    give: async (place, values) => {
      end.signal.throwIfAborted();
      there.add(place);
      const copy = copyOf(values);
      try {
        await call((api) => api.give(number, place, copy), end.signal);
      } catch (error) {
        there.delete(place);
        throw error;
      }
    },
    forget: (places) => {
      for (const place of places) there.delete(place);
      call((api) => api.forget(number, places), end.signal).catch(() => undefined);
    },
    slab: (place, slab, signal) =>
      computed(signal, (api, both) => api.slab(number, place, slab, both)),
    plane: (frame, signal) => computed(signal, (api, both) => api.plane(number, frame, both)),
    close: () => {
      if (end.signal.aborted) return;
      end.abort(new DOMException('The stack was closed.', 'AbortError'));
      there.clear();
      closed();
    },
    lose: () => {
      there.clear();
      told = false;
    },
  };
}

/** Stored values in memory of their own, which crosses without another copy; the images keep theirs. */
function copyOf({ pixels, slope, intercept }: SliceValues): SliceValues {
  const own =
    pixels instanceof Int16Array || pixels instanceof Uint16Array || pixels instanceof Uint8Array
      ? pixels.slice()
      : Float32Array.from(pixels);
  return Comlink.transfer({ pixels: own, slope, intercept }, [own.buffer]);
}
