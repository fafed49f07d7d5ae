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
  close(): void;
}

const NOTHING: Following = {
  images: null,
  wanted: 0,
  shown: null,
  problem: null,
  loading: false,
};

/** Tells when a slice is asked for, and when it (or why it can't be shown) is there. */
export function followSlices(on: { asked(): void; arrived(): void }): SliceFollower {
  let now = NOTHING;

  const show = async (index: number): Promise<void> => {
    const { images } = now;
    if (images === null) return;
    now = { ...now, wanted: index, loading: true };
    on.asked();
    const late = (): boolean => now.images !== images || now.wanted !== index;
    try {
      const image = await images.image(index);
      if (late()) return;
      now = { ...now, shown: { index, image }, problem: null, loading: false };
    } catch (error) {
      if (late() || isAbort(error)) return;
      now = { ...now, shown: null, problem: messageOf(error), loading: false };
    }
    on.arrived();
    images.prefetch(index);
  };

  return {
    now: () => now,
    open: (images, index) => {
      now = { ...NOTHING, images };
      void show(index);
    },
    show: (index) => void show(index),
    close: () => {
      now = NOTHING;
    },
  };
}
