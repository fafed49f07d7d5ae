import { describe, expect, it } from 'vitest';
import { aHeader } from '../triage/study.fixture.ts';
import { fileWindowAfter, firstWindow, presetWindow } from './view-state.ts';

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
