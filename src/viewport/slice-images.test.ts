import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aHeader } from '../triage/study.fixture.ts';
import { openSliceImages } from './slice-images.ts';

const loader = vi.hoisted(() => ({
  open: new Set<string>(),
  added: [] as number[],
  loadImage: vi.fn(async (imageId: string) => ({ imageId })),
  drawn: vi.fn(),
  forgotten: (_imageId: string): void => undefined,
  afterFrame: vi.fn(async () => undefined),
}));

vi.mock('./cornerstone.ts', () => ({
  addFile: (bytes: Uint8Array) => {
    const imageId = `dicomfile:${loader.added.push(bytes[0] ?? -1) - 1}`;
    loader.open.add(imageId);
    return imageId;
  },
  removeFile: (imageId: string) => loader.open.delete(imageId),
  listenToForgotten: (forgotten: (imageId: string) => void) => {
    loader.forgotten = forgotten;
    return () => {
      loader.forgotten = () => undefined;
    };
  },
  wiredCornerstone: () => ({ loadAndCacheImage: loader.loadImage }),
}));
vi.mock('./after-frame.ts', () => ({ afterFrame: loader.afterFrame }));
vi.mock('./thumbnail.ts', () => ({ drawThumbnail: loader.drawn }));

const never = new AbortController().signal;
const canvas = {} as HTMLCanvasElement;
const settled = () => new Promise((resolve) => setTimeout(resolve));

const CUT_SHORT = { code: 'truncated', text: 'the last 3 of 9 rows are filled with air' } as const;

/** Nine slices; a file's only byte is its index. The fourth was cut short. */
function setup() {
  const asked: number[] = [];
  const slices = Array.from({ length: 9 }, (_, index) => aHeader(index));
  const images = openSliceImages({
    slices,
    load: async (index, signal) => {
      asked.push(index);
      signal.throwIfAborted();
      return { file: Uint8Array.of(index), notes: index === 3 ? [CUT_SHORT] : [] };
    },
  });
  return { images, asked };
}

beforeEach(() => {
  loader.open.clear();
  loader.added.length = 0;
  loader.loadImage.mockClear();
  loader.drawn.mockClear();
});

describe('the images of a series', () => {
  it('tell which are decoded, each time that one comes or is given up, and nothing of a closed series', async () => {
    const { images } = setup();
    const said: string[] = [];
    const there = () =>
      images.series.slices.flatMap((_, index) => (images.ready(index) === null ? [] : [index]));
    images.listen(() => said.push(there().join(' ')));
    await images.image(4);
    await images.image(2);
    expect(said).toEqual(['4', '2 4']);
    loader.forgotten('dicomfile:0'); // The fifth slice's, which was given to the loader first.
    expect(said.slice(2)).toEqual(['2']);
    loader.forgotten('dicomfile:0');
    loader.forgotten('dicomfile:77');
    images.close();
    loader.forgotten('dicomfile:1');
    expect(said).toHaveLength(3);
    expect(there()).toEqual([]);
  });

  it('keeps what decoding said of a slice with it', async () => {
    const { images } = setup();
    expect(images.notes(3)).toEqual([]);
    await Promise.all([images.image(2), images.image(3)]);
    expect([2, 3].map(images.notes)).toEqual([[], [CUT_SHORT]]);
  });

  it('read each file once, though it is shown, drawn small and fetched ahead', async () => {
    const { images, asked } = setup();
    await images.image(4);
    images.prefetch(4);
    await images.drawSmall(4, canvas, never);
    await images.drawSmall(5, canvas, never);
    expect([...asked].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(loader.drawn).toHaveBeenCalledTimes(2);
  });

  it('are drawn small after what lies round the slice on the screen', async () => {
    const { images, asked } = setup();
    images.prefetch(1);
    await images.drawSmall(8, canvas, never);
    expect(asked).toEqual([2, 0, 3, 4, 5, 6, 7, 8]);
  });

  it('are fetched ahead only once the frame that is due was drawn', async () => {
    const { images, asked } = setup();
    let drawn = (): void => undefined;
    loader.afterFrame.mockReturnValueOnce(
      new Promise((resolve) => {
        drawn = () => resolve(undefined);
      }),
    );
    images.prefetch(4);
    await settled();
    expect(asked).toEqual([]);
    drawn();
    await settled();
    expect(asked).toContain(5);
  });

  it('are ready from when they are decoded until the series is closed', async () => {
    const { images } = setup();
    expect(images.ready(4)).toBeNull();
    const image = await images.image(4);
    expect(images.ready(4)).toBe(image);
    expect(images.ready(5)).toBeNull();
    images.close();
    expect(images.ready(4)).toBeNull();
  });

  it('give every file back on close', async () => {
    const { images } = setup();
    await Promise.all([images.image(2), images.drawSmall(7, canvas, never)]);
    expect(loader.open.size).toBe(2);
    images.close();
    await settled();
    expect(loader.open.size).toBe(0);
  });

  it('are not drawn small once the series is closed, not even one that was on its way', async () => {
    const { images } = setup();
    let arrive = (_: { imageId: string }): void => undefined;
    loader.loadImage.mockReturnValueOnce(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    const onItsWay = images.drawSmall(3, canvas, never);
    const queued = images.drawSmall(6, canvas, never);
    await vi.waitFor(() => expect(loader.loadImage).toHaveBeenCalled());
    images.close();
    arrive({ imageId: 'late' });
    await expect(onItsWay).rejects.toMatchObject({ name: 'AbortError' });
    await expect(queued).rejects.toMatchObject({ name: 'AbortError' });
    expect(loader.drawn).not.toHaveBeenCalled();
  });
});
