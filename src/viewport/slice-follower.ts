import type { Image } from 'cornerstone-core';
import { isAbort, messageOf } from '#base';
import type { SliceImages } from './slice-images.ts';

/** Which slice is asked for and which is there. */
export interface Following {
  readonly images: SliceImages | null;
  readonly wanted: number;
  readonly shown: { readonly index: number; readonly image: Image } | null;
  /** Why the wanted slice cannot be drawn. */
  readonly problem: string | null;
  readonly loading: boolean;
}

/** Follows the reader through a series: what comes late, of a slice or a patient that is gone, is dropped. */
export interface SliceFollower {
  now(): Following;
  /** Images of another series, which stay the caller's to close. */
  open(images: SliceImages, index: number): void;
  show(index: number): void;
  /** Other images of the same series: what is shown stays until the wanted slice of them is there. */
  swap(images: SliceImages): void;
  close(): void;
}

const NOTHING: Following = {
  images: null,
  wanted: 0,
  shown: null,
  problem: null,
  loading: false,
};

/**
 * Tells when a slice is there, or why it can't be shown, and before that when it has to be waited for. One that is decoded is there
 * at once, in the frame in which it is asked for. `replaced`: before that, where it is another image than the one that was there, or none;
 * points that were begun on that one are none of this, though this was asked for before they were begun.
 */
export function followSlices(on: {
  waiting(): void;
  replaced(): void;
  arrived(): void;
}): SliceFollower {
  let now = NOTHING;

  const come = (next: Following): void => {
    const isOther = next.shown?.image !== now.shown?.image;
    now = next;
    if (isOther) on.replaced();
    on.arrived();
  };

  const arrive = (images: SliceImages, index: number, image: Image): void => {
    come({ ...now, wanted: index, shown: { index, image }, problem: null, loading: false });
    images.prefetch(index);
  };

  const wait = async (images: SliceImages, index: number): Promise<void> => {
    now = { ...now, wanted: index, loading: true };
    on.waiting();
    const late = (): boolean => now.images !== images || now.wanted !== index;
    let image: Image;
    try {
      image = await images.image(index);
    } catch (error) {
      if (late() || isAbort(error)) return;
      come({ ...now, shown: null, problem: messageOf(error), loading: false });
      images.prefetch(index);
      return;
    }
    if (!late()) arrive(images, index, image);
  };

  const show = (index: number): void => {
    const { images } = now;
    if (images === null) return;
    const ready = images.ready(index);
    if (ready === null) void wait(images, index);
    else arrive(images, index, ready);
  };

  return {
    now: () => now,
    open: (images, index) => {
      now = { ...NOTHING, images };
      show(index);
    },
    show,
    swap: (images) => {
      now = { ...now, images };
      show(now.wanted);
    },
    close: () => {
      now = NOTHING;
    },
  };
}
