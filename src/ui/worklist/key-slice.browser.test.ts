import { createElement } from 'react';
import { expect, it, vi } from 'vitest';
import type { App, KeyPicture, StudyEntry } from '#store';
import { AppContext } from '../app-context.ts';
import { mountedAnew } from '../parts/mounted.fixture.ts';
import { KeySlice } from './key-slice.tsx';

const page = mountedAnew();

it('a key slice is begun once, whatever else is heard of its study meanwhile, and anew for another slice', async () => {
  const asked: { signal: AbortSignal; made: (picture: KeyPicture) => void }[] = [];
  const app = {
    readyKeyPicture: () => null,
    keyPictureId: ({ runId }: StudyEntry) => `slice ${runId}`,
    keyPicture: (_: StudyEntry, signal: AbortSignal) =>
      new Promise((made) => asked.push({ signal, made })),
  } as unknown as App;
  const show = (runId: number) =>
    page.root.render(
      createElement(
        AppContext.Provider,
        { value: app },
        createElement(KeySlice, { entry: { runId } as StudyEntry }),
      ),
    );
  const place = () => page.host.querySelector('[data-testid=key-slice]');
  for (let news = 0; news < 5; news += 1) {
    show(1); // Another entry each time.
    await vi.waitFor(() => expect(place()).not.toBeNull());
  }
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.signal.aborted).toBe(false);
  asked[0]?.made({ pixels: new Uint8ClampedArray(4).fill(200), side: 2, index: 4 });
  await vi.waitFor(() => expect(place()?.tagName).toBe('CANVAS'));
  const drawn = (place() as HTMLCanvasElement).getContext('2d')?.getImageData(1, 1, 1, 1).data;
  expect([...(drawn ?? [])]).toEqual([200, 200, 200, 255]);
  show(2);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(place()?.tagName).toBe('SPAN');
});
