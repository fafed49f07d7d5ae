import type { Image } from 'cornerstone-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { aHeader } from '../triage/study.fixture.ts';
import type { GestureActions } from './gestures.ts';
import type { SliceImages } from './slice-images.ts';
import { createViewport, type ViewInfo } from './viewport.ts';

vi.mock('./painter.ts', () => ({
  createPainter: () => ({
    paint: () => undefined,
    scale: () => 1,
    zoom: () => 1,
    imagePoint: (at: unknown) => at,
    frame: () => null,
    clear: () => undefined,
    onResize: () => () => undefined,
    remove: () => undefined,
  }),
}));
vi.mock('./gestures.ts', () => ({
  listenToGestures: (_: unknown, actions: GestureActions) => {
    hand = actions;
    return () => undefined;
  },
}));
vi.mock('./listen-to-pointer.ts', () => ({ listenToPointer: () => () => undefined }));

/** What sets points. */
let hand: GestureActions | null = null;
beforeEach(() => {
  hand = null;
});

const WINDOW = { name: 'brain', center: 40, width: 80 } as const;

/** A viewport at the first slice of a series whose others come when they are told to; what was measured, and on which slice. */
async function setup(tool: 'length' | 'probe' | 'angle' | 'midline') {
  const asked = new Map<number, (image: Image) => void>();
  const images: SliceImages = {
    series: {
      slices: Array.from({ length: 5 }, (_, at) => aHeader(at)),
      load: async () => ({ file: new Uint8Array(), notes: [] }),
    },
    image: (index) => new Promise((done) => asked.set(index, done)),
    imageLater: async () => Promise.reject(new Error('not asked for')),
    ready: () => null,
    listen: () => () => undefined,
    notes: () => [],
    drawSmall: async () => undefined,
    prefetch: () => undefined,
    close: () => undefined,
  };
  let info: ViewInfo | null = null;
  const made: string[] = [];
  const host = { addEventListener: () => undefined } as unknown as HTMLElement;
  const viewport = createViewport(host, {
    onInfo: (now) => {
      info = now;
    },
    onProbe: () => undefined,
    onScroll: () => undefined,
    onMaximize: () => undefined,
    onPoints: (points, done) => {
      const at = points?.map(({ x }) => x).join(' ') ?? 'none';
      if (done || points === null) made.push(`slice ${info?.shown}: ${at}`);
    },
  });
  const comes = async (index: number): Promise<void> => {
    asked.get(index)?.({} as Image);
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  };
  viewport.openSeries(images, 0, WINDOW);
  viewport.setTool(tool);
  await comes(0);
  const { down, up, move } = (hand as unknown as GestureActions).points;
  const click = (x: number): void => {
    down({ x, y: 0 });
    up({ x, y: 0 });
  };
  return {
    viewport,
    comes,
    click,
    made,
    press: (x: number) => down({ x, y: 0 }),
    drag: (x: number) => move({ x, y: 0 }),
    letGo: (x: number) => up({ x, y: 0 }),
  };
}

it('a line that is drawn while the next slice comes is given up with the slice that it was begun on', async () => {
  const { viewport, comes, made, press, drag, letGo } = await setup('length');
  viewport.showSlice(1); // On its way: the first slice still stands there.
  press(10);
  drag(30);
  await comes(1);
  drag(50);
  letGo(60);
  expect(made).toEqual(['slice 0: none']);
  press(10);
  letGo(60);
  expect(made.slice(1)).toEqual(['slice 1: 10 60']);
});

it('a line that was drawn before the next slice came is of the slice that it was drawn on', async () => {
  const { viewport, comes, made, press, letGo } = await setup('length');
  viewport.showSlice(1);
  press(10);
  letGo(60);
  await comes(1);
  expect(made).toEqual(['slice 0: 10 60']);
});

it('a lone point that is pressed on one slice and let go on the next is none, and so is the last of several', async () => {
  const probe = await setup('probe');
  probe.viewport.showSlice(1);
  probe.press(10);
  await probe.comes(1);
  probe.letGo(10);
  expect(probe.made).toEqual([]);
  probe.click(20);
  expect(probe.made).toEqual(['slice 1: 20']);

  const angle = await setup('angle');
  angle.click(10);
  angle.click(20);
  angle.viewport.showSlice(1);
  expect(angle.made).toEqual(['slice 0: none']);
  angle.press(30);
  await angle.comes(1);
  angle.letGo(30);
  angle.click(40);
  expect(angle.made).toEqual(['slice 0: none', 'slice 0: none']);
});

it('a slice that cannot be shown takes what was begun with it', async () => {
  const { viewport, comes, made, press, letGo } = await setup('midline');
  press(10);
  letGo(60);
  viewport.openSeries(null, 0, WINDOW);
  press(30);
  letGo(30);
  await comes(0);
  expect(made).toEqual(['slice 0: none']);
});
