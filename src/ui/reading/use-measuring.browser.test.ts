import { createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageLine, SliceImages, Viewport } from '#viewport';
import { AppContext } from '../app-context.ts';
import { fakeApp } from '../parts/fake-app.fixture.ts';
import { type Measuring, useMeasuring } from './use-measuring.ts';

const line = (x: number): ImageLine => ({ from: { x: 0, y: 0 }, to: { x, y: 0 } });
const imagesOf = (name: string) => ({ name }) as unknown as SliceImages;
const setTool = vi.fn();
const viewport = { setTool } as unknown as Viewport;

let host: HTMLElement;
let root: Root;
let now: Measuring;
let app: ReturnType<typeof fakeApp>;

function Probe(props: { readonly images: SliceImages; readonly shown: number }) {
  now = useMeasuring(props.images, props.shown, viewport);
  const growing = now.growing === null ? '' : `, growing ${now.growing.to.x}`;
  return createElement('p', null, `${now.lines.map(({ to }) => to.x).join(' ')}${growing}`);
}

const images = imagesOf('a');
const show = (shown: number, given: SliceImages = images) =>
  root.render(
    createElement(
      StrictMode,
      null,
      createElement(AppContext, { value: app.app }, createElement(Probe, { images: given, shown })),
    ),
  );
const said = (text: string) =>
  vi.waitFor(() => expect(host.querySelector('p')?.textContent).toBe(text));
const press = (key: string) =>
  window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

beforeEach(() => {
  setTool.mockClear();
  app = fakeApp();
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  root.unmount();
  host.remove();
});

describe('measuring', () => {
  it('shows a line as it grows, keeps it once it is done, and with its slice alone', async () => {
    show(4);
    await said('');
    now.onLine(4, line(7), false);
    await said(', growing 7');
    now.onLine(4, line(9), true);
    await said('9');
    show(5);
    await said('');
    show(4);
    await said('9');
  });

  it('forgets the lines with the images', async () => {
    show(4);
    await said('');
    now.onLine(4, line(9), true);
    await said('9');
    show(4, imagesOf('b'));
    await said('');
  });

  it('takes the last line of this slice back by undo, while the tool is up and there is one', async () => {
    const undoneElsewhere = vi.fn();
    const listener = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) undoneElsewhere();
    };
    window.addEventListener('keydown', listener);
    const undo = () =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
      );
    show(4);
    await said('');
    press('m');
    await vi.waitFor(() => expect(setTool).toHaveBeenLastCalledWith('measure'));
    undoneElsewhere.mockClear();
    now.onLine(4, line(9), true);
    now.onLine(4, line(5), true);
    now.onLine(6, line(3), true);
    await said('9 5');
    undo();
    await said('9');
    undo();
    await said('');
    expect(undoneElsewhere).not.toHaveBeenCalled();
    show(6);
    await said('3');
    window.removeEventListener('keydown', listener);
  });

  it('takes the tool up and down by its key, and clears this slice by Escape', async () => {
    show(4);
    await said('');
    press('m');
    await vi.waitFor(() => expect(setTool).toHaveBeenLastCalledWith('measure'));
    now.onLine(4, line(9), true);
    now.onLine(6, line(3), true);
    await said('9');
    press('Escape');
    await said('');
    await vi.waitFor(() => expect(setTool).toHaveBeenLastCalledWith('window'));
    show(6);
    await said('3');
  });
});
