import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cornerstoneImage } from './computed-image.ts';
import { createLens, LENS_TIMES, type Lens } from './lens.ts';
import { createPainter, type Painter } from './painter.ts';
import { INITIAL_VIEW, type ViewState } from './view-state.ts';

// Without the loader of files, which would start its worker.
vi.mock('./cornerstone.ts', async () => {
  const { default: cornerstone } = await import('cornerstone-core');
  return { wiredCornerstone: () => cornerstone };
});

const COLUMNS = 41;
const ROWS = 30;
/** A gray of its own for each of many pixels; under the brain window. */
const valueAt = (column: number, row: number): number => (column * 7 + row * 13) % 80;
const IMAGE = cornerstoneImage(
  {
    rows: ROWS,
    columns: COLUMNS,
    values: Int16Array.from({ length: ROWS * COLUMNS }, (_, at) =>
      valueAt(at % COLUMNS, Math.floor(at / COLUMNS)),
    ),
  },
  { column: 1, row: 1 },
);
const grayOf = (value: number): number => {
  const { center, width } = INITIAL_VIEW.window;
  return 255 * Math.min(1, Math.max(0, (value - (center - 0.5)) / (width - 1) + 0.5));
};

let host: HTMLElement;
let painter: Painter;
let lens: Lens | null = null;

beforeEach(() => {
  host = document.createElement('div');
  host.style.cssText = 'position: relative; width: 400px; height: 301px';
  document.body.append(host);
  painter = createPainter(host);
});
afterEach(() => {
  lens?.remove();
  lens = null;
  painter.remove();
  host.remove();
});

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise((done) => setTimeout(done, 0));
    await new Promise(requestAnimationFrame);
  }
}

function grayAt(element: Element, x: number, y: number): number {
  const context = element.querySelector('canvas')?.getContext('2d');
  if (context == null) throw new Error('There is no canvas.');
  return context.getImageData(Math.floor(x), Math.floor(y), 1, 1).data[0] ?? -1;
}

it.each([
  { rotation: 0, hflip: false },
  { rotation: 90, hflip: true },
])(
  'at 1:1 each pixel of the image is one of the canvas, none mixed of two (%o)',
  async (turned) => {
    const view: ViewState = { ...INITIAL_VIEW, ...turned, actual: true, pan: { x: 0.3, y: -7.8 } };
    painter.paint(IMAGE, view, []);
    await frames(2);
    const ratio = Math.max(1, devicePixelRatio);
    const { origin, alongRow, alongColumn } = painter.frame();
    expect(Math.hypot(alongRow.x, alongRow.y) * ratio).toBeCloseTo(1, 9);
    for (const [column, row] of [
      [0, 0],
      [20, 11],
      [40, 29],
    ] as const) {
      const x = origin.x + alongRow.x * (column + 0.5) + alongColumn.x * (row + 0.5);
      const y = origin.y + alongRow.y * (column + 0.5) + alongColumn.y * (row + 0.5);
      expect(grayAt(host, x * ratio, y * ratio)).toBeCloseTo(grayOf(valueAt(column, row)), -0.5);
    }
  },
);

it.each([
  { rotation: 0, hflip: false, vflip: false, zoom: 1 },
  { rotation: 90, hflip: true, vflip: false, zoom: 2 },
  { rotation: 270, hflip: false, vflip: true, zoom: 0.7 },
])('the lens has in its middle what lies under it, larger (%o)', async (turned) => {
  const view: ViewState = { ...INITIAL_VIEW, ...turned, pan: { x: 2, y: -3 } };
  painter.paint(IMAGE, view, []);
  const at = { x: 223, y: 128 };
  lens = createLens(host, painter);
  lens.show(at, { image: IMAGE, view, heat: [] });
  await frames(2);
  const glass = host.querySelector<HTMLElement>('[data-testid=lens]');
  if (glass === null) throw new Error('There is no lens.');
  const box = glass.getBoundingClientRect();
  const around = host.getBoundingClientRect();
  expect(box.left + box.width / 2 - around.left).toBeCloseTo(at.x, 6);
  expect(box.top + box.height / 2 - around.top).toBeCloseTo(at.y, 6);
  const under = painter.imagePoint(at);
  const ratio = Math.max(1, devicePixelRatio);
  const inner = glass.firstElementChild;
  if (inner === null) throw new Error('The lens is empty.');
  // The whole pixel round that place has its own gray in the middle, since the lens draws the image and not its picture.
  const middle = (box.width / 2) * ratio;
  const scale = painter.scale(IMAGE, view) * LENS_TIMES * ratio;
  const { alongRow, alongColumn } = painter.frame();
  const step = painter.scale(IMAGE, view);
  const off = {
    column: Math.floor(under.x) + 0.5 - under.x,
    row: Math.floor(under.y) + 0.5 - under.y,
  };
  const x = middle + ((alongRow.x * off.column + alongColumn.x * off.row) / step) * scale;
  const y = middle + ((alongRow.y * off.column + alongColumn.y * off.row) / step) * scale;
  const expected = grayOf(valueAt(Math.floor(under.x), Math.floor(under.y)));
  expect(Math.abs(grayAt(inner, x, y) - expected)).toBeLessThanOrEqual(6);
});

it('a lens that is taken away leaves nothing', () => {
  lens = createLens(host, painter);
  lens.remove();
  lens = null;
  expect(host.querySelector('[data-testid=lens]')).toBeNull();
  expect(host.querySelectorAll('canvas')).toHaveLength(2);
});
