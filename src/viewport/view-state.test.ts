import { describe, expect, it } from 'vitest';
import { fileWindowAfter, presetWindow } from './view-state.ts';

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
