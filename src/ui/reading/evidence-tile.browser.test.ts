import { createElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { SliceImages } from '#viewport';
import { mountedAnew } from '../parts/mounted.fixture.ts';
import { EvidenceTile } from './evidence-tile.tsx';

type DrawSmall = SliceImages['drawSmall'];

/** Images whose small pictures are one gray. */
const imagesOf = (drawSmall: DrawSmall): SliceImages => ({
  series: { slices: [], load: async () => ({ file: new Uint8Array(), notes: [] }) },
  listen: () => () => undefined,
  notes: () => [],
  ready: () => null,
  image: () => Promise.reject(new Error('not asked for')),
  imageLater: () => Promise.reject(new Error('not asked for')),
  drawSmall,
  prefetch: () => undefined,
  close: () => undefined,
});

const gray =
  (value: number): DrawSmall =>
  async (_, canvas) => {
    canvas.width = 9;
    canvas.height = 9;
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.fillStyle = `rgb(${value} ${value} ${value})`;
    context.fillRect(0, 0, 9, 9);
  };

const page = mountedAnew();

const opened = vi.fn();

function show(images: SliceImages | null): void {
  const props = { label: 'subdural' as const, index: 11, probability: 0.912, current: false };
  page.root.render(createElement(EvidenceTile, { ...props, images, onOpen: opened }));
}

const tile = () => vi.waitUntil(() => page.host.querySelector('button'));
const alternative = () => page.host.querySelector('[role=img]')?.getAttribute('aria-label');
const shownGray = (): number | undefined => {
  const canvas = page.host.querySelector('canvas');
  if (canvas === null || canvas.width === 0) return undefined;
  return canvas.getContext('2d')?.getImageData(0, 0, 1, 1).data[0];
};

describe('an evidence tile', () => {
  it('has the slice, the type and the probability as its name, and opens the slice', async () => {
    show(null);
    (await tile()).click();
    expect(alternative()).toBe('Slice 12, subdural 0.91');
    expect(opened).toHaveBeenCalledOnce();
  });

  it('shows the picture that is drawn', async () => {
    show(imagesOf(gray(77)));
    await vi.waitFor(() => expect(shownGray()).toBe(77));
    await vi.waitFor(() =>
      expect(page.host.querySelector('[data-testid=tile-image][data-drawn=true]')).not.toBeNull(),
    );
  });

  it('says where a slice cannot be drawn, and why', async () => {
    show(imagesOf(() => Promise.reject(new Error('the pixels end early'))));
    await vi.waitFor(() => expect(page.host.textContent).toContain('Can’t be drawn'));
    expect((await tile()).title).toBe('the pixels end early');
    expect(alternative()).toBe('Slice 12, subdural 0.91, can’t be drawn');
  });

  it('takes the picture away with its series, and drops what comes late', async () => {
    show(imagesOf(gray(77)));
    await vi.waitFor(() => expect(shownGray()).toBe(77));
    let late: AbortSignal | undefined;
    show(
      imagesOf((_index, _canvas, signal) => {
        late = signal;
        return new Promise(() => undefined);
      }),
    );
    await vi.waitFor(() => expect(late).toBeDefined());
    expect(shownGray()).not.toBe(77);
    show(null);
    await vi.waitFor(() => expect(late?.aborted).toBe(true));
  });
});
