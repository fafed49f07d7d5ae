import { describe, expect, it } from 'vitest';
import { aHeader } from '../triage/study.fixture.ts';
import { viewActions } from './view-actions.ts';
import { fileWindowAfter, firstWindow, INITIAL_VIEW, pinched, presetWindow } from './view-state.ts';

describe("the file's own windows", () => {
  const header = { windowCenter: [35, 600, 7], windowWidth: [90, 0.5] };
  const first = { center: 35, width: 90, name: 'file' };
  const second = { center: 600, width: 1, name: 'file' };

  it('are gone through in turn, from the first', () => {
    expect(fileWindowAfter(header, presetWindow('brain'))).toEqual(first);
    expect(fileWindowAfter(header, first)).toEqual(second);
    expect(fileWindowAfter(header, second)).toEqual(first);
  });

  it('are not mistaken for one that was set by hand', () => {
    expect(fileWindowAfter(header, { ...first, name: null })).toEqual(first);
  });

  it('may be missing', () => {
    expect(fileWindowAfter({ windowCenter: [], windowWidth: [80] }, first)).toBeNull();
    expect(fileWindowAfter(undefined, first)).toBeNull();
  });
});

describe('the window to begin with', () => {
  const windows = { windowCenter: [350], windowWidth: [1400] };
  const own = { center: 350, width: 1400, name: 'file' };

  it('is the brain’s for CT, and the file’s own for what no HU window fits', () => {
    expect(firstWindow(aHeader(0, windows))).toEqual(presetWindow('brain'));
    const localizer = { ...windows, imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] };
    expect(firstWindow(aHeader(0, localizer))).toEqual(own);
    expect(firstWindow(aHeader(0, { ...windows, modality: 'MR' }))).toEqual(own);
  });

  it('is the brain’s where the file has none', () => {
    const bare = { modality: 'MR', windowCenter: [], windowWidth: [] };
    expect(firstWindow(aHeader(0, bare))).toEqual(presetWindow('brain'));
    expect(firstWindow(undefined)).toEqual(presetWindow('brain'));
  });
});

it('1:1 is left by zooming, fitting and the same key, and kept by panning and turning', () => {
  let view = INITIAL_VIEW;
  const actions = viewActions(
    () => view,
    (next) => {
      view = next;
    },
    () => undefined,
  );
  for (const leave of [() => actions.zoom(2), actions.fit, actions.reset, actions.actualSize]) {
    actions.actualSize();
    expect(view).toMatchObject({ actual: true, pan: { x: 0, y: 0 } });
    actions.rotate(90);
    actions.invert();
    expect(view.actual).toBe(true);
    leave();
    expect(view.actual).toBe(false);
  }
});

describe('two fingers', () => {
  const fit = 1.75;
  const scale = ({ zoom }: { readonly zoom: number }) => fit * zoom;
  const view = { ...INITIAL_VIEW, zoom: 2, pan: { x: 11, y: -3 } };
  /** What lies at a place of the screen, both from its middle. */
  const under = (at: { x: number; y: number }, { zoom, pan }: typeof view) => ({
    x: at.x / (fit * zoom) - pan.x,
    y: at.y / (fit * zoom) - pan.y,
  });

  it.each([1.3, 0.6, 1, 1000, 0.001])('keep between them what lay there (%d)', (factor) => {
    const by = { factor, from: { x: 40, y: -70 }, to: { x: 55, y: -20 } };
    const next = pinched(view, by, scale);
    const [was, is] = [under(by.from, view), under(by.to, next)];
    expect(is.x).toBeCloseTo(was.x);
    expect(is.y).toBeCloseTo(was.y);
  });
});
