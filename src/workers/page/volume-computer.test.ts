import { expect, it } from 'vitest';
import { frameAt, planeGrid, planSlab, reformat, slabImage, stackOf } from '#imaging';
import { aStackSeries, everyMm } from '../../imaging/volume/stack.fixture.ts';
import { volumeHost } from '../inside/volume-host.ts';
import { fakeWorker } from './fake-worker.fixture.ts';
import { createVolumeComputer } from './volume-computer.ts';

const { series, values } = aStackSeries({ heights: everyMm(-20, 9, 5), tiltDegrees: 12 });
const all = values();
const made = stackOf(series);
if (!made.ok) throw new Error(made.reason.text);
const stack = made.value;
const SLAB = { kind: 'maximum', mm: 10 } as const;
const { signal } = new AbortController();
const frame = frameAt(planeGrid(stack, 'coronal'), 3);

async function setup(api: (start: number) => unknown = () => volumeHost()) {
  const worker = fakeWorker(api);
  const computer = createVolumeComputer(worker.start);
  const held = computer.open(stack);
  const giveAll = async () => {
    for (const [place, slice] of all.entries()) await held.give(place, slice);
  };
  await giveAll();
  return { worker, computer, held, giveAll };
}

it('computes behind a border what would be computed here, and leaves the images their pixels', async () => {
  const { held } = await setup();
  const slab = await held.slab(4, SLAB, signal);
  expect(slab).toEqual(slabImage(stack, 4, planSlab(stack, 4, SLAB), (place) => all[place]));
  expect(await held.plane(frame, signal)).toEqual(reformat(stack, all, frame));
  expect(all.every(({ pixels }) => pixels.length > 0)).toBe(true);
  held.close();
});

it('makes nothing up where a slice is not there', async () => {
  const { held } = await setup();
  held.forget([5]);
  expect(held.has(5)).toBe(false);
  await expect(held.slab(4, SLAB, signal)).rejects.toThrow('Slice 5 of the stack is not there');
  await expect(held.plane(frame, signal)).rejects.toThrow('Slice 5 of the stack is not there');
  await expect(held.slab(1, SLAB, signal)).resolves.toBeDefined();
  held.close();
});

it('gives up in mid-work, on the other side of the border too, when nobody waits any more', async () => {
  const ends: string[] = [];
  const { held } = await setup(() => {
    const host = volumeHost();
    return {
      ...host,
      plane: async (...question: Parameters<typeof host.plane>) => {
        const answer = host.plane(...question);
        answer.then(
          () => ends.push('computed'),
          ({ name }) => ends.push(name),
        );
        return answer;
      },
    };
  });
  const stop = new AbortController();
  const left = held.plane(frame, stop.signal);
  stop.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => ends).toEqual(['AbortError']);
  const closed = held.plane(frame, signal);
  held.close();
  await expect(closed).rejects.toMatchObject({ name: 'AbortError' });
  await expect(held.slab(4, SLAB, signal)).rejects.toMatchObject({ name: 'AbortError' });
  await expect(held.give(0, { pixels: [], slope: 1, intercept: 0 })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

it('holds nothing after the worker died, and goes on with a fresh one', async () => {
  const { worker, held, giveAll } = await setup();
  const lost = held.slab(4, SLAB, signal);
  worker.started[0]?.crash();
  await expect(lost).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(held.has(4)).toBe(false);
  await giveAll();
  await expect(held.slab(4, SLAB, signal)).resolves.toBeDefined();
  expect(worker.started).toHaveLength(2);
  held.close();
});

it('keeps stacks apart, and refuses an answer that is of another one', async () => {
  const host = volumeHost();
  const crossed = {
    ...host,
    slab: async (...question: Parameters<typeof host.slab>) => ({
      ...(await host.slab(...question)),
      stack: 1, // Of the first, whoever asks.
    }),
  };
  const { computer, held } = await setup(() => crossed);
  await expect(held.slab(4, SLAB, signal)).resolves.toBeDefined();
  const other = computer.open(stack);
  for (const [place, slice] of all.entries()) await other.give(place, slice);
  await expect(other.slab(4, SLAB, signal)).rejects.toMatchObject({ code: 'worker-error' });
  held.close();
  await expect(other.plane(frame, signal)).resolves.toBeDefined();
  other.close();
});
