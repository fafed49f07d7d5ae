import { AppError, messageTurn, throwIfAborted } from '#base';
import {
  type ComputedImage,
  planSlab,
  reformatSteps,
  type SliceValues,
  type Stack,
  slabPlaces,
  slabSteps,
} from '#imaging';
import type { StackImage, VolumeWorkerApi } from '../wire/worker-api.ts';

interface Held {
  readonly stack: Stack;
  /** By the places in the stack. */
  readonly values: Map<number, SliceValues>;
}

/** So long no message is heard: a fraction of a frame. */
const DEAF_MS = 4;

/** The volume worker's API. What nobody waits for any more is given up in mid-work. */
export function volumeHost(): VolumeWorkerApi {
  const stacks = new Map<number, Held>();

  const heldAs = (number: number): Held => {
    const held = stacks.get(number);
    if (held === undefined) throw new DOMException('The stack was closed.', 'AbortError');
    return held;
  };
  /** Looked up before anything is computed: what is not there would be air. */
  const valuesAt = ({ values }: Held, places: readonly number[]): readonly SliceValues[] =>
    places.map((place) => {
      const there = values.get(place);
      if (there !== undefined) return there;
      throw new AppError('worker-error', `Slice ${place} of the stack is not there.`);
    });
  const through = async (
    number: number,
    steps: Generator<void, ComputedImage>,
    signal: AbortSignal,
  ): Promise<StackImage> => {
    for (;;) {
      await messageTurn();
      throwIfAborted(signal);
      heldAs(number);
      const until = performance.now() + DEAF_MS;
      do {
        const step = steps.next();
        if (step.done === true) return { stack: number, image: step.value };
      } while (performance.now() < until);
    }
  };

  return {
    hold: (number, stack) => void stacks.set(number, { stack, values: new Map() }),
    give: (number, place, values) => void stacks.get(number)?.values.set(place, values),
    forget: (number, places) => {
      for (const place of places) stacks.get(number)?.values.delete(place);
    },
    slab: async (number, place, slab, signal) => {
      const held = heldAs(number);
      const plan = planSlab(held.stack, place, slab);
      const places = slabPlaces(plan);
      const values = valuesAt(held, places);
      const valuesOf = (of: number) => values[places.indexOf(of)];
      return through(number, slabSteps(held.stack, place, plan, valuesOf), signal);
    },
    plane: async (number, frame, signal) => {
      const held = heldAs(number);
      const values = valuesAt(held, [...held.stack.slices.keys()]);
      return through(number, reformatSteps(held.stack, values, frame), signal);
    },
    release: (number) => void stacks.delete(number),
  };
}
