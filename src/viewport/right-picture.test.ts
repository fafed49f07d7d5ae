import type { Image } from 'cornerstone-core';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Slab, stackOf } from '#imaging';
import { aStackSeries, everyMm } from '../imaging/volume/stack.fixture.ts';
import { computeHere, type HereComputer } from '../imaging/volume/stack-computer.fixture.ts';
import { followPlanes, type PlaneFollower } from './plane-follower.ts';
import { slabImages, slabOf } from './slab-images.ts';
import { followSlices } from './slice-follower.ts';
import { someImages } from './slice-images.fixture.ts';
import type { SliceImages } from './slice-images.ts';
import { type Plane, volumePlanes } from './volume-planes.ts';

const STUDIES = 3;
const SLICES = 6;

const { series } = aStackSeries({ heights: everyMm(0, SLICES, 5) });
const stack = (() => {
  const made = stackOf(series);
  if (!made.ok) throw new Error(made.reason.text);
  return made.value;
})();

/** Every pixel of a study says whose it is and where: no sum of slices of one study is within another's. */
const huOf = (study: number, slice: number): number => 1000 * (study + 1) + 10 * slice;
const valuesOf = (study: number) =>
  series.slices.map(({ rows, columns }, slice) => ({
    pixels: new Int16Array(rows * columns).fill(huOf(study, slice)),
    slope: 1,
    intercept: 0,
  }));
const studyOf = (image: Image): number =>
  Math.floor(image.getPixelData().reduce((most, hu) => Math.max(most, hu)) / 1000) - 1;

const letRun = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => queueMicrotask(frame));
  return () => vi.unstubAllGlobals();
});

/** What a reader and the computer do, in any order. An answer may come late, and after what it is of was closed. */
type Step =
  | { readonly do: 'open'; readonly study: number }
  | { readonly do: 'slice'; readonly slice: number }
  | { readonly do: 'slab'; readonly slab: Slab | null }
  | { readonly do: 'plane'; readonly place: number }
  | { readonly do: 'answer'; readonly which: number }
  | { readonly do: 'die' };

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('open' as const), study: fc.nat(STUDIES - 1) }),
    fc.record({ do: fc.constant('slice' as const), slice: fc.nat(SLICES - 1) }),
    fc.record({
      do: fc.constant('slab' as const),
      slab: fc.constantFrom(
        null,
        { kind: 'average', mm: 10 } as const,
        { kind: 'maximum', mm: 10 } as const,
        { kind: 'maximum', mm: 3 } as const,
      ),
    }),
    fc.record({ do: fc.constant('plane' as const), place: fc.integer({ min: -80, max: 80 }) }),
    fc.record({ do: fc.constant('answer' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('answer' as const), which: fc.nat(5) }),
    fc.record({ do: fc.constant('die' as const) }),
  ),
  { minLength: 8, maxLength: 40 },
);

/** A reading room without a screen: it opens, hangs and closes as the reading room's hooks do. */
function readingRoom(computer: HereComputer) {
  const slices = followSlices({
    waiting: () => undefined,
    replaced: () => undefined,
    arrived: () => undefined,
  });
  const open: { study: number; slab: Slab | null; own: SliceImages | null } = {
    study: 0,
    slab: null,
    own: null,
  };
  let slabs: SliceImages | null = null;
  let planes: { follower: PlaneFollower; close: () => void } | null = null;
  let plane: Plane | null = null;

  const hang = (slab: Slab | null): void => {
    slabs?.close();
    slabs = null;
    open.slab = slab;
    if (open.own === null) return;
    if (slab !== null) {
      const made = slabImages(open.own, series, slab, computer);
      if (!made.ok) throw new Error(made.reason.text);
      slabs = made.value;
    }
    slices.swap(slabs ?? open.own);
  };
  const openPlanes = async (study: number): Promise<void> => {
    planes?.follower.stop();
    planes?.close();
    plane = null;
    const held = computer.open(stack);
    for (const [place, values] of valuesOf(study).entries()) await held.give(place, values);
    const follower = followPlanes(
      volumePlanes({ stack, held, missing: [], notes: [] }),
      'coronal',
      {
        drawn: (next) => {
          plane = next;
        },
        failed: () => undefined,
      },
    );
    planes = { follower, close: held.close };
    follower.want(0);
  };
  return {
    open: async (study: number) => {
      hang(null);
      slices.close();
      open.study = study;
      open.own = someImages(series.slices, valuesOf(study)).images;
      slices.open(open.own, 2);
      await openPlanes(study);
    },
    slice: (slice: number) => slices.show(slice),
    hang,
    plane: (place: number) => planes?.follower.want(place),
    /** What is on the screen that does not belong there. */
    faults: (): readonly string[] => {
      const { shown, wanted, loading, problem } = slices.now();
      const image = shown?.image ?? null;
      return [
        image !== null && studyOf(image) !== open.study ? 'a slice of another study' : '',
        plane !== null && studyOf(plane.image) !== open.study ? 'a plane of another study' : '',
        shown !== null && !loading && problem === null && shown.index !== wanted
          ? 'another slice than wanted, and nothing on its way'
          : '',
        image !== null && !loading && (slabOf(image)?.mm ?? null) !== (open.slab?.mm ?? null)
          ? 'another slab than asked for'
          : '',
      ].filter((fault) => fault !== '');
    },
  };
}

describe('whatever comes late, and in whatever order', () => {
  it('no picture stands under another study than its own', async () => {
    let drawn = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (all: readonly Step[]) => {
        const computer = computeHere({ late: true });
        const room = readingRoom(computer);
        await room.open(0);
        for (const step of all) {
          if (step.do === 'open') await room.open(step.study);
          else if (step.do === 'slice') room.slice(step.slice);
          else if (step.do === 'slab') room.hang(step.slab);
          else if (step.do === 'plane') room.plane(step.place);
          else if (step.do === 'die') computer.die();
          else {
            const one = computer.asked[step.which % Math.max(1, computer.asked.length)];
            if (one !== undefined) drawn += 1;
            one?.answer();
          }
          await letRun();
          expect(room.faults()).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
    expect(drawn).toBeGreaterThan(1000); // Answers did come.
  });
});
