import type { Image } from 'cornerstone-core';
import { describe, expect, it, vi } from 'vitest';
import { followSlices } from './slice-follower.ts';
import type { SliceImages } from './slice-images.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));
const imageOf = (index: number) => ({ imageId: `${index}` }) as Image;

/** Nine slices, of which some are decoded; the others come, or fail, when the test says so. */
function setup(decoded: readonly number[]) {
  const pending = new Map<number, PromiseWithResolvers<Image>>();
  const prefetch = vi.fn();
  const images: SliceImages = {
    series: { slices: [], load: async () => ({ file: new Uint8Array(), notes: [] }) },
    listen: () => () => undefined,
    notes: () => [],
    ready: (index) => (decoded.includes(index) ? imageOf(index) : null),
    image: (index) => {
      const later = withResolvers<Image>();
      pending.set(index, later);
      return later.promise;
    },
    imageLater: (index) => images.image(index),
    drawSmall: async () => undefined,
    prefetch,
    close: () => undefined,
  };
  const on = { waiting: vi.fn(), replaced: vi.fn(), arrived: vi.fn() };
  const slices = followSlices(on);
  const come = async (index: number) => {
    pending.get(index)?.resolve(imageOf(index));
    await settled();
  };
  const fail = async (index: number) => {
    pending.get(index)?.reject(new Error('torn'));
    await settled();
  };
  return { slices, images, on, prefetch, come, fail };
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: PromiseWithResolvers<T>['resolve'] = () => undefined;
  let reject: PromiseWithResolvers<T>['reject'] = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('following the reader through a series', () => {
  it('shows a decoded slice before the call returns, and fetches what lies round it', () => {
    const { slices, images, on, prefetch } = setup([4, 5]);
    slices.open(images, 4);
    slices.show(5);
    expect(slices.now()).toMatchObject({ wanted: 5, shown: { index: 5 }, loading: false });
    expect(on.arrived).toHaveBeenCalledTimes(2);
    expect(on.waiting).not.toHaveBeenCalled();
    expect(prefetch.mock.calls).toEqual([[4], [5]]);
  });

  it('keeps the slice that is there, image and index, until the wanted one is', async () => {
    const { slices, images, on, come } = setup([4]);
    slices.open(images, 4);
    slices.show(8);
    expect(slices.now()).toMatchObject({ wanted: 8, shown: { index: 4 }, loading: true });
    expect(on.waiting).toHaveBeenCalledOnce();
    await come(8);
    expect(slices.now()).toMatchObject({ shown: { index: 8, image: imageOf(8) }, loading: false });
  });

  it('drops a slice that comes when a decoded one was asked for since', async () => {
    const { slices, images, come } = setup([4, 5]);
    slices.open(images, 4);
    slices.show(8);
    slices.show(5);
    await come(8);
    expect(slices.now()).toMatchObject({ wanted: 5, shown: { index: 5 } });
  });

  it('shows nothing in place of a slice that fails, says why, and goes on to the next', async () => {
    const { slices, images, fail } = setup([4]);
    slices.open(images, 4);
    slices.show(8);
    await fail(8);
    expect(slices.now()).toMatchObject({ shown: null, problem: 'torn', loading: false });
    slices.show(4);
    expect(slices.now()).toMatchObject({ shown: { index: 4 }, problem: null });
  });

  it('shows nothing of a series that was closed meanwhile', async () => {
    const { slices, images, on, come } = setup([]);
    slices.open(images, 4);
    slices.close();
    await come(4);
    expect(slices.now().shown).toBeNull();
    expect(on.arrived).not.toHaveBeenCalled();
  });
});
