import { createElement } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { labelMap, probability } from '#base';
import type { StripCell } from '#store';
import { AppContext } from '../app-context.ts';
import { fakeApp } from '../parts/fake-app.fixture.ts';
import { mountedAnew } from '../parts/mounted.fixture.ts';
import { SliceBarcode } from './slice-barcode.tsx';

const cell = (index: number, any: number): StripCell => ({
  index,
  state: any >= 0.5 ? 'flagged' : 'analyzed',
  probabilities: labelMap((label) => probability(label === 'any' ? any : 0.02)),
  flagged: any >= 0.5 ? ['any'] : [],
  reason: null,
});
const cells = [0.1, 0.2, 0.9, 0.8, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1].map((any, index) =>
  cell(index, any),
);

const page = mountedAnew('display: grid; width: 76px; height: 522px');
const onSlice = vi.fn();

beforeEach(() => {
  onSlice.mockClear();
  const { app } = fakeApp();
  const bar = createElement(SliceBarcode, { cells, slice: 3, onSlice });
  page.root.render(createElement(AppContext, { value: app }, bar));
});

const slider = () => vi.waitUntil(() => page.host.querySelector<HTMLElement>('[role=slider]'));

/** Presses, or moves with so many buttons down, at a part of the bar's height. */
async function point(type: string, part: number, buttons: number): Promise<void> {
  const bar = await slider();
  bar.setPointerCapture = () => undefined; // There is no real pointer.
  const { top, height } = bar.getBoundingClientRect();
  const clientY = top + height * part;
  bar.dispatchEvent(new PointerEvent(type, { bubbles: true, clientY, buttons }));
}

describe('the barcode', () => {
  it('says where the reader is, what is there and how many slices are flagged', async () => {
    const bar = await slider();
    expect(bar.getAttribute('aria-valuenow')).toBe('4');
    expect(bar.getAttribute('aria-valuetext')).toBe('Slice 4 of 10, any 0.80');
    expect(bar.getAttribute('aria-label')).toContain('2 of 10');
  });

  it('leads to the slice under the pointer, also while it is dragged, and over its ends', async () => {
    await point('pointerdown', 0.55, 1);
    await point('pointermove', 0.05, 1);
    await point('pointermove', -0.4, 1);
    await point('pointermove', 1.7, 1);
    expect(onSlice.mock.calls.flat()).toEqual([5, 0, 0, 9]);
  });

  it('is not moved by a pointer that only passes', async () => {
    await point('pointermove', 0.9, 0);
    expect(onSlice).not.toHaveBeenCalled();
  });

  it('steps by keys', async () => {
    const bar = await slider();
    for (const key of ['ArrowRight', 'ArrowLeft', 'PageDown', 'PageUp', 'x']) {
      bar.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    expect(onSlice.mock.calls.flat()).toEqual([4, 2, 8, -2]);
  });
});
