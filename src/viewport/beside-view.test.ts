import type { Image } from 'cornerstone-core';
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { mm } from '#base';
import { aHeader } from '../triage/study.fixture.ts';
import { type BesideInfo, type BesideView, createBesideView } from './beside-view.ts';
import type { GestureActions } from './gestures.ts';
import type { Lensed } from './lens-follower.ts';
import type { PointerActions } from './pointer-actions.ts';
import type { SliceImages } from './slice-images.ts';
import { INITIAL_VIEW, type ViewState } from './view-state.ts';

const screen = vi.hoisted(() => ({
  drawn: null as unknown,
  view: null as unknown,
  live: 0,
  fit: 1,
}));

vi.mock('./painter.ts', () => ({
  createPainter: () => {
    screen.live += 1;
    return {
      paint: (image: unknown, view: unknown) => {
        screen.drawn = image;
        screen.view = view;
      },
      scale: (_: unknown, { zoom }: { zoom: number }) => screen.fit * zoom,
      imagePoint: (at: unknown) => at,
      frame: () => null,
      clear: () => {
        screen.drawn = null;
      },
      onResize: () => () => undefined,
      remove: () => {
        screen.live -= 1;
        screen.drawn = null;
      },
    };
  },
}));
vi.mock('./gestures.ts', () => ({
  listenToGestures: (_: unknown, actions: GestureActions) => {
    hand = actions.points;
    return () => undefined;
  },
}));
vi.mock('./listen-to-pointer.ts', () => ({
  listenToPointer: (_: unknown, pointed: (at: { x: number; y: number }) => void) => {
    pointed({ x: 1, y: 1 });
    return () => undefined;
  },
}));

/** What sets points. */
let hand: GestureActions['points'] | null = null;
/** What the pointer is on, as the magnifier hears of it. */
let magnified: Lensed | null = null;

const STUDIES = 3;
const SLICES = 5;

interface Fake {
  readonly images: SliceImages;
  readonly study: number;
  /** Answers one of what was asked for. */
  answer(which: number): void;
  /** The cache gives one up. */
  evict(index: number): void;
  close(): void;
}

/** Images that come when they are told to, in any order, and after their series was closed, too. */
function fakeImages(study: number): Fake {
  const there = new Map<number, Image>();
  const asked: { readonly index: number; readonly done: (image: Image) => void }[] = [];
  const slices = Array.from({ length: SLICES }, (_, at) =>
    aHeader(at, { pixelSpacing: [mm(4), mm(4)] }),
  );
  const made = (index: number) => ({ study, index }) as unknown as Image;
  return {
    study,
    answer: (which) => {
      const [one] = asked.splice(which % Math.max(1, asked.length), 1);
      if (one === undefined) return;
      there.set(one.index, made(one.index));
      one.done(made(one.index));
    },
    evict: (index) => void there.delete(index),
    close: () => there.clear(),
    images: {
      series: { slices, load: async () => ({ file: new Uint8Array(), notes: [] }) },
      image: (index) => new Promise((done) => asked.push({ index, done })),
      imageLater: async () => Promise.reject(new Error('not asked for')),
      ready: (index) => there.get(index) ?? null,
      listen: () => () => undefined,
      notes: () => [],
      drawSmall: async () => undefined,
      prefetch: () => undefined,
      close: () => undefined,
    },
  };
}

const main = (given: Partial<ViewState> = {}, mmPerPixel: number | null = 0.5) => ({
  view: () => ({ ...INITIAL_VIEW, ...given }),
  scale: () => (mmPerPixel === null ? null : { mmPerPixel, mm: 0.4 }),
  pointer: {} as PointerActions,
  lens: {
    pointed: (pane: Lensed) => {
      magnified = pane;
    },
    draw: () => undefined,
    leave: () => {
      magnified = null;
    },
  },
});

beforeEach(() => {
  screen.drawn = null;
  screen.live = 0;
  screen.fit = 1;
});

const turn = async (): Promise<void> => {
  for (let time = 0; time < 6; time += 1) await Promise.resolve();
};

type Step =
  | { readonly do: 'open'; readonly study: number }
  | { readonly do: 'none' | 'redraw' | 'anew' }
  | { readonly do: 'slice' | 'answer' | 'late' | 'evict'; readonly at: number };
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('open' as const), study: fc.nat(STUDIES - 1) }),
    fc.record({ do: fc.constantFrom('none' as const, 'redraw' as const, 'anew' as const) }),
    fc.record({
      do: fc.constantFrom('slice' as const, 'answer' as const, 'late' as const, 'evict' as const),
      at: fc.nat(SLICES - 1),
    }),
    fc.record({ do: fc.constantFrom('slice' as const, 'answer' as const), at: fc.nat(SLICES - 1) }),
  ),
  { minLength: 6, maxLength: 50 },
);

it('no pixel of one study stands under another’s caption, through any order of opening, closing, late answers and eviction', async () => {
  let pictures = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (all: readonly Step[]) => {
      const host = {} as HTMLElement;
      let info: BesideInfo | null = null;
      let open: Fake | null = null;
      const gone: Fake[] = [];
      const make = (): BesideView =>
        createBesideView(host, main(), {
          onInfo: (next) => {
            info = next;
          },
          onProbe: () => undefined,
          onPoints: () => undefined,
        });
      let view = make();
      /** As the reading room's pane does: images of another study are other images, and the last are closed. */
      const hang = (next: Fake | null): void => {
        if (open !== null) gone.push(open);
        open?.close();
        open = next;
        view.open(next?.images ?? null, 2);
      };
      const check = (): void => {
        const drawn = screen.drawn as { study: number; index: number } | null;
        // The caption is of the images that hang there; what is said of the picture, of those that drew it.
        const captioned = open as Fake | null;
        const said = info as BesideInfo | null;
        if (drawn !== null) {
          pictures += 1;
          expect(drawn.study).toBe(captioned?.study);
        }
        if (said !== null && said.shown !== null && said.images === captioned?.images) {
          expect(drawn).toEqual({ study: captioned?.study, index: said.shown });
        }
        // Nor does the magnifier show another one's.
        expect(magnified?.look()?.image ?? null).toEqual(drawn);
        expect(screen.live).toBe(1);
      };
      for (const step of all) {
        if (step.do === 'open') hang(fakeImages(step.study));
        else if (step.do === 'none') hang(null);
        else if (step.do === 'redraw') view.draw();
        else if (step.do === 'anew') {
          view.remove();
          info = null;
          open = null;
          view = make();
        } else if (step.do === 'slice') view.showSlice(step.at);
        else if (step.do === 'answer') (open as Fake | null)?.answer(step.at);
        else if (step.do === 'evict') (open as Fake | null)?.evict(step.at);
        else if (step.do === 'late') gone[step.at % Math.max(1, gone.length)]?.answer(step.at);
        check();
        await turn();
        check();
      }
      view.remove();
      expect(magnified).toBeNull();
    }),
    { numRuns: 500 },
  );
  expect(pictures).toBeGreaterThan(1000);
});

it('as many millimeters are as long as in the first pane, and lie as far from its middle', async () => {
  const fake = fakeImages(0); // 4 mm a pixel.
  const view = createBesideView(
    {} as HTMLElement,
    main({ zoom: 3, pan: { x: 20, y: -10 }, rotation: 90, invert: true }),
    { onInfo: () => undefined, onProbe: () => undefined, onPoints: () => undefined },
  );
  screen.fit = 0.7;
  view.open(fake.images, 1);
  fake.answer(0);
  await turn();
  const drawn = screen.view as ViewState;
  expect((drawn.zoom * screen.fit) / 4).toBeCloseTo(1 / 0.5, 9);
  expect(drawn.pan).toEqual({ x: 2, y: -1 });
  expect(drawn).toMatchObject({ rotation: 90, invert: true, actual: false });
  expect(magnified?.look()?.view).toEqual(drawn);
  view.remove();
});

it('without a known scale it goes by the first pane’s zoom', async () => {
  const fake = fakeImages(0);
  const view = createBesideView({} as HTMLElement, main({ zoom: 3 }, null), {
    onInfo: () => undefined,
    onProbe: () => undefined,
    onPoints: () => undefined,
  });
  view.open(fake.images, 1);
  fake.answer(0);
  await turn();
  expect(screen.view).toMatchObject({ zoom: 3, actual: false });
  view.remove();
});

it('points are set on one slice: another one that comes gives up what was begun, however late it comes', async () => {
  const fake = fakeImages(0);
  const told: string[] = [];
  const view = createBesideView({} as HTMLElement, main(), {
    onInfo: () => undefined,
    onProbe: () => undefined,
    onPoints: (points, done) => told.push(points === null ? 'none' : `${points.length}${done}`),
  });
  const click = (x: number): void => {
    hand?.down({ x, y: 0 });
    hand?.up({ x, y: 0 });
  };
  view.setTool('length');
  click(1); // Nothing is drawn yet.
  view.open(fake.images, 1);
  fake.answer(0);
  await turn();
  click(1);
  click(50);
  expect(told.splice(0)).toEqual(['2true']);
  click(1);
  view.showSlice(2);
  click(1); // On the one before, which still stands there.
  fake.answer(0);
  await turn();
  click(50);
  expect(told.splice(0)).toEqual(['none', 'none']);
  click(90);
  expect(told.splice(0)).toEqual(['2true']);
  view.setTool('window');
  click(1);
  click(50);
  expect(told).toEqual([]);
  view.remove();
});
