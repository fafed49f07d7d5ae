import type { Image } from 'cornerstone-core';
import { isAbort, type Outcome, ok } from '#base';
import {
  type HeldStack,
  planSlab,
  type Slab,
  type SlabPlan,
  type Stack,
  type StackComputer,
  type StackSeries,
  slabPlaces,
  stackOf,
} from '#imaging';
import { afterFrame } from './after-frame.ts';
import { cornerstoneImage } from './computed-image.ts';
import type { SliceImages } from './slice-images.ts';

/** Slabs kept, so that a step back is drawn at once. */
const KEPT = 24;
/** So many slabs are computed ahead in the direction of the last step; those behind are kept. */
const AHEAD = 2;
/** Slices farther than this from the slab's own leave the computer: twice as many as the thickest slab of the thinnest slices takes. */
const NEAR = 100;

/** What of an image is computed from several slices. */
export interface ShownSlab extends Slab {
  /** Of the thickness, what was scanned: less at the ends of the stack. */
  readonly covered: number;
}

const slabs = new WeakMap<Image, ShownSlab>();

/** The slab that an image shows; null where it is a slice. */
export const slabOf = (image: Image): ShownSlab | null => slabs.get(image) ?? null;

/**
 * The slices of a series as slabs round them, or why there are none. The images stay the caller's to close; what is computed goes on no
 * longer than these are open.
 */
export function slabImages(
  images: SliceImages,
  series: StackSeries,
  slab: Slab,
  computer: StackComputer,
): Outcome<SliceImages> {
  const stack = stackOf(series);
  return stack.ok ? ok(slabsOf(images, stack.value, slab, computer.open(stack.value))) : stack;
}

/** Slices and how they are had: at once for the slab that is looked at, in turn for those ahead. */
type SliceAt = (index: number, signal: AbortSignal) => Promise<Image>;

interface UnderWay {
  readonly image: Promise<Image>;
  readonly stop: AbortController;
}

function slabsOf(images: SliceImages, stack: Stack, slab: Slab, held: HeldStack): SliceImages {
  const placeOf = new Map(stack.slices.map(({ index }, place) => [index, place]));
  const plans = new Map<number, SlabPlan>();
  const kept = new Map<number, Image>();
  const underWay = new Map<number, UnderWay>();
  const inverted = new Map<number, boolean>();
  let last: number | null = null;
  let closed = false;

  const planOf = (place: number): SlabPlan => {
    const plan = plans.get(place) ?? planSlab(stack, place, slab);
    plans.set(place, plan);
    return plan;
  };
  const indexOf = (place: number): number => stack.slices[place]?.index ?? 0;

  const give = async (place: number, sliceAt: SliceAt, signal: AbortSignal): Promise<void> => {
    if (held.has(place)) return;
    const slice = await sliceAt(indexOf(place), signal);
    signal.throwIfAborted();
    inverted.set(place, slice.invert);
    if (held.has(place)) return; // Another slab took it meanwhile.
    const { slope, intercept } = slice;
    // Not waited for: it arrives before the question does, and where it does not, the answer says so.
    held.give(place, { pixels: slice.getPixelData(), slope, intercept }).catch(() => undefined);
  };
  /** Once more where the computer died with what it held: it is given to a fresh one. */
  const computedTwice = async (place: number, sliceAt: SliceAt, signal: AbortSignal) => {
    const needed = slabPlaces(planOf(place));
    const once = async () => {
      await Promise.all(needed.map((of) => give(of, sliceAt, signal)));
      return held.slab(place, slab, signal);
    };
    try {
      return await once();
    } catch (error) {
      if (signal.aborted || isAbort(error)) throw error;
      const slicesThere = needed.every((of) => inverted.has(of));
      if (!slicesThere || needed.every((of) => held.has(of))) throw error;
      return once();
    }
  };
  const compute = async (place: number, sliceAt: SliceAt, signal: AbortSignal): Promise<Image> => {
    const pixels = await computedTwice(place, sliceAt, signal);
    signal.throwIfAborted();
    const { alongRow, alongColumn } = stack.slices[place] ?? { alongRow: [1], alongColumn: [1] };
    const size = { column: Math.hypot(...alongRow), row: Math.hypot(...alongColumn) };
    const image = cornerstoneImage(pixels, size, inverted.get(place) ?? false);
    slabs.set(image, { ...slab, covered: planOf(place).covered });
    kept.delete(place);
    kept.set(place, image);
    for (const oldest of kept.keys()) {
      if (kept.size > KEPT) kept.delete(oldest);
    }
    return image;
  };
  const begin = (place: number, sliceAt: SliceAt): Promise<Image> => {
    const known = underWay.get(place);
    if (known !== undefined) return known.image;
    const stop = new AbortController();
    const image = compute(place, sliceAt, stop.signal).finally(() => {
      if (underWay.get(place)?.stop === stop) underWay.delete(place);
    });
    image.catch(() => undefined); // Whoever asked is told.
    underWay.set(place, { image, stop });
    return image;
  };
  const giveUp = (but: (place: number) => boolean = () => false): void => {
    for (const [place, { stop }] of underWay) {
      if (but(place)) continue;
      underWay.delete(place);
      stop.abort(new DOMException('The reader moved on.', 'AbortError'));
    }
  };
  const forgetFar = (place: number): void => {
    const far = [...stack.slices.keys()].filter(
      (of) => Math.abs(of - place) > NEAR && held.has(of),
    );
    if (far.length > 0) held.forget(far);
  };

  const urgently: SliceAt = (index) => images.image(index);
  const inTurn: SliceAt = async (index, signal) =>
    images.ready(index) ?? images.imageLater(index, signal);

  return {
    ...images,
    notes: (index) => {
      const place = placeOf.get(index);
      if (place === undefined) return images.notes(index);
      const all = slabPlaces(planOf(place)).flatMap((of) => images.notes(indexOf(of)));
      return [...new Map(all.map((note) => [note.code, note])).values()];
    },
    ready: (index) => {
      const place = placeOf.get(index);
      return place === undefined ? images.ready(index) : (kept.get(place) ?? null);
    },
    image: async (index) => {
      const place = placeOf.get(index);
      if (place === undefined) return images.image(index);
      const known = kept.get(place);
      if (known !== undefined) return known;
      // One that is under way goes on, unless it waits for its slices in turn: now the reader waits for them.
      const slicesThere = slabPlaces(planOf(place)).every((of) => held.has(of));
      giveUp((of) => of === place && slicesThere);
      return begin(place, urgently);
    },
    prefetch: (round) => {
      images.prefetch(round);
      const place = placeOf.get(round);
      if (place === undefined) return;
      const towards = last !== null && place < last ? -1 : 1;
      last = place;
      const wanted = [...Array(AHEAD).keys()].map((step) => place + towards * (step + 1));
      giveUp((of) => wanted.includes(of));
      forgetFar(place);
      void (async () => {
        await afterFrame();
        for (const next of wanted) {
          if (closed || last !== place) return;
          if (stack.slices[next] === undefined || kept.has(next)) continue;
          await begin(next, inTurn).catch(() => undefined); // Shown as a problem when it is wanted.
        }
      })();
    },
    close: () => {
      closed = true;
      giveUp();
      held.close();
      kept.clear();
    },
  };
}
