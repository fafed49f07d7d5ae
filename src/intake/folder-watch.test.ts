import { describe, expect, it } from 'vitest';
import { FolderWatch, type SeenFile } from './folder-watch.ts';

const file = (path: string, size = 100, modified = 1): SeenFile => ({ path, size, modified });

describe('a watched folder', () => {
  it('gives a file once it stood still over two looks, and once', () => {
    const watch = new FolderWatch();
    expect(watch.see([file('a', 10)], true)).toMatchObject({ due: [], growing: ['a'] });
    expect(watch.see([file('a', 20)], true)).toMatchObject({ due: [], growing: ['a'] });
    // The same size, written anew: the time tells.
    expect(watch.see([file('a', 20, 2)], true)).toMatchObject({ due: [], growing: ['a'] });
    expect(watch.see([file('a', 20, 2)], true)).toMatchObject({ due: ['a'], growing: [] });
    expect(watch.see([file('a', 20, 2)], true)).toMatchObject({ due: [], growing: [] });
  });

  it('waits for what is empty and for names of unfinished copies', () => {
    const watch = new FolderWatch();
    const files = [file('empty', 0), file('1.dcm.part'), file('2.dcm.crswap'), file('3.dcm')];
    watch.see(files, true);
    expect(watch.see(files, true)).toMatchObject({
      due: ['3.dcm'],
      growing: ['empty', '1.dcm.part', '2.dcm.crswap'],
    });
  });

  it('says that a file changed after it was given, and gives it again when it stands still', () => {
    const watch = new FolderWatch();
    watch.see([file('a')], true);
    expect(watch.see([file('a')], true).due).toEqual(['a']);
    expect(watch.see([file('a', 300, 5)], true)).toMatchObject({
      changed: ['a'],
      growing: ['a'],
      due: [],
    });
    expect(watch.see([file('a', 400, 6)], true)).toMatchObject({ changed: [], growing: ['a'] });
    expect(watch.see([file('a', 400, 6)], true)).toMatchObject({ changed: [], due: ['a'] });
  });

  it('says that a given file is gone, once, and nothing of one that never was whole; not after half a look', () => {
    const watch = new FolderWatch();
    watch.see([file('a'), file('b')], true);
    watch.see([file('a'), file('b')], true);
    watch.see([file('a'), file('b'), file('c')], true);
    expect(watch.see([file('b')], false).gone).toEqual([]);
    expect(watch.see([file('b')], true).gone).toEqual(['a']);
    expect(watch.see([file('b')], true).gone).toEqual([]);
    // It comes back: a file like any other.
    watch.see([file('a'), file('b')], true);
    expect(watch.see([file('a'), file('b')], true).due).toEqual(['a']);
  });

  it('tries a file that cannot be read three times, and anew when it changes', () => {
    const watch = new FolderWatch();
    watch.see([file('a')], true);
    for (const again of [true, true, false]) {
      expect(watch.see([file('a')], true).due).toEqual(['a']);
      expect(watch.failed('a')).toBe(again);
    }
    expect(watch.see([file('a')], true)).toEqual({ due: [], growing: [], changed: [], gone: [] });
    expect(watch.see([file('a', 200, 9)], true)).toMatchObject({ changed: [], growing: ['a'] });
    expect(watch.see([file('a', 200, 9)], true).due).toEqual(['a']);
    expect(watch.failed('never seen')).toBe(false);
  });
});
