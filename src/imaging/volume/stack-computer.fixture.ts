import { reformat } from './reformat.ts';
import { planSlab, slabImage, slabPlaces } from './slab.ts';
import type { SliceValues } from './slice-values.ts';
import type { HeldStack, StackComputer } from './stack-computer.ts';

/** A computer on this thread, with what a test does to it. */
export interface HereComputer extends StackComputer {
  /** What was asked and not yet answered, oldest first. */
  readonly asked: readonly { readonly answer: () => void }[];
  /** All that is held is lost, and what is asked fails: as when a worker dies. */
  die(): void;
  /** Stacks that are open. */
  openStacks(): number;
}

/**
 * Answers at once, or when the test says so: then whatever the signal says, and after the stack was closed, too, as a message may that
 * is on its way.
 */
export function computeHere({ late = false }: { readonly late?: boolean } = {}): HereComputer {
  const asked: { answer: () => void; fail: (error: Error) => void }[] = [];
  const stacks = new Set<Map<number, SliceValues>>();
  const answered = <T>(compute: () => T): Promise<T> => {
    if (!late) return Promise.resolve().then(compute);
    return new Promise<T>((resolve, reject) => {
      const one = {
        answer: () => {
          asked.splice(asked.indexOf(one), 1);
          resolve(compute());
        },
        fail: (error: Error) => reject(error),
      };
      asked.push(one);
    });
  };
  return {
    asked,
    openStacks: () => stacks.size,
    die: () => {
      for (const held of stacks) held.clear();
      for (const { fail } of asked.splice(0)) fail(new Error('the computer died'));
    },
    open: (stack): HeldStack => {
      const held = new Map<number, SliceValues>();
      stacks.add(held);
      const needed = (places: readonly number[]): SliceValues[] =>
        places.map((place) => {
          const there = held.get(place);
          if (there === undefined) throw new Error(`slice ${place} is not there`);
          return there;
        });
      return {
        has: (place) => held.has(place),
        give: async (place, values) => void held.set(place, values),
        forget: (places) => {
          for (const place of places) held.delete(place);
        },
        slab: async (place, slab) => {
          const plan = planSlab(stack, place, slab);
          const places = slabPlaces(plan);
          const values = needed(places);
          return answered(() => slabImage(stack, place, plan, (of) => values[places.indexOf(of)]));
        },
        plane: async (frame) => {
          const values = needed([...stack.slices.keys()]);
          return answered(() => reformat(stack, values, frame));
        },
        close: () => void stacks.delete(held),
      };
    },
  };
}
