import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cornerstoneImage } from './computed-image.ts';
import { createPainter, type Painter } from './painter.ts';
import { INITIAL_VIEW } from './view-state.ts';

// Without the loader of files, which would start its worker.
vi.mock('./cornerstone.ts', async () => {
  const { default: cornerstone } = await import('cornerstone-core');
  return { wiredCornerstone: () => cornerstone };
});

const SIDE = 60;
/** White under the brain window. */
const BRIGHT = cornerstoneImage(
  { rows: 6, columns: 6, values: new Int16Array(36).fill(90) },
  { column: 1, row: 1 },
);

let host: HTMLElement;
let painter: Painter;
let stop = (): void => undefined;
const rendered = vi.fn();

beforeEach(() => {
  rendered.mockClear();
  host = document.createElement('div');
  host.style.cssText = `position: relative; width: ${SIDE}px; height: ${SIDE}px`;
  document.body.append(host);
  host.addEventListener('cornerstoneimagerendered', rendered, true);
  painter = createPainter(host);
});
afterEach(() => {
  stop();
  painter.remove();
  host.remove();
  vi.restoreAllMocks();
});

const paint = (): void => painter.paint(BRIGHT, INITIAL_VIEW, []);

/** What is left of this frame, and whole ones after it. */
async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise((done) => setTimeout(done, 0));
    await new Promise(requestAnimationFrame);
  }
}

/** Red, green, blue and alpha in the middle of the image's canvas. */
function middle(): readonly number[] {
  const canvas = host.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (canvas == null || context == null) throw new Error('There is no canvas.');
  return [...context.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data];
}

it('draws what it is given once, in the next frame, and asks for no frame where nothing changes', async () => {
  await frames(2); // Its first size is told.
  const asked = vi.spyOn(globalThis, 'requestAnimationFrame');
  for (let time = 0; time < 3; time += 1) paint();
  expect(rendered).not.toHaveBeenCalled();
  expect(asked).toHaveBeenCalledTimes(1);
  await frames(1);
  expect(middle()).toEqual([255, 255, 255, 255]);
  await frames(5);
  expect(rendered).toHaveBeenCalledTimes(1);
  expect(asked.mock.calls.filter(([callback]) => callback.name === 'draw')).toHaveLength(1);
});

it('draws nothing of an image once it is cleared, in no later frame and in no other size', async () => {
  stop = painter.onResize(() => painter.clear()); // As where no image is shown.
  paint();
  painter.clear();
  await frames(2);
  expect(rendered).not.toHaveBeenCalled();
  host.style.width = `${SIDE / 2}px`;
  await frames(3);
  expect(host.querySelector('canvas')?.width).toBe(SIDE / 2);
  expect(rendered).not.toHaveBeenCalled();
  expect(middle()[3]).toBe(0);
});

it('draws in another size within the frame that has it', async () => {
  stop = painter.onResize(paint);
  paint();
  await frames(2);
  host.style.height = `${SIDE / 2}px`;
  await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done, 0)); // After the observers of this frame.
  expect(host.querySelector('canvas')?.height).toBe(SIDE / 2);
  expect(middle()).toEqual([255, 255, 255, 255]);
});
