import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { collect } from './collect.ts';
import { collectSources } from './collect-sources.ts';
import type { DroppedEntry, Given } from './dropped.ts';
import type { SkippedSource, Source } from './source.ts';
import { aStoredZip, aZip } from './zip.fixture.ts';

async function collected(given: Given, signal?: AbortSignal) {
  const sources: Source[] = [];
  const skipped: SkippedSource[] = [];
  let batches = 0;
  for await (const event of collectSources(given, signal)) {
    batches += 1;
    if (event.kind === 'sources') sources.push(...event.sources);
    else skipped.push(...event.skipped);
  }
  return { sources, skipped, batches, paths: sources.map(({ path }) => path) };
}

const files = (...given: globalThis.File[]): Given => ({ kind: 'files', files: given });
const aFile = (name: string, text = 'x') => new globalThis.File([text], name);

function anEntry(path: string, content: string | readonly DroppedEntry[]): DroppedEntry {
  if (typeof content === 'string') {
    return {
      isFile: true,
      isDirectory: false,
      fullPath: path,
      file: (onFile) => onFile(aFile(path.split('/').at(-1) ?? '', content)),
    };
  }
  return {
    isFile: false,
    isDirectory: true,
    fullPath: path,
    createReader: () => {
      const rest = [...content];
      return { readEntries: (onEntries) => onEntries(rest.splice(0, 100)) };
    },
  };
}

const dropOf = (...entries: readonly DroppedEntry[]): Given => ({
  kind: 'drop',
  transfer: {
    items: entries.map((entry) => ({
      kind: 'file',
      webkitGetAsEntry: () => entry,
      getAsFile: () => null,
    })),
  },
});

afterEach(() => vi.restoreAllMocks());

describe('collectSources', () => {
  it('asks for the files of a folder ahead, some at a time, and gives them in their order', async () => {
    let underWay = 0;
    let most = 0;
    const entries = Array.from({ length: 90 }, (_, n): DroppedEntry => {
      const path = `/ct/${n}`;
      return {
        ...anEntry(path, 'x'),
        file: (onFile, onError) => {
          underWay += 1;
          most = Math.max(most, underWay);
          setTimeout(() => {
            underWay -= 1;
            if (n === 40) onError(new DOMException('', 'NotFoundError'));
            else onFile(aFile(String(n)));
          }, n % 3);
        },
      };
    });
    const { paths, skipped } = await collected(dropOf(anEntry('/ct', entries)));
    expect(paths).toEqual(
      Array.from({ length: 90 }, (_, n) => `ct/${n}`).filter((path) => path !== 'ct/40'),
    );
    expect(skipped.map(({ path }) => path)).toEqual(['ct/40']);
    expect(most).toBeGreaterThan(8);
    expect(most).toBeLessThanOrEqual(33);
  });

  it('gives every file that was found before a folder broke off, and says that it did', async () => {
    const folder = {
      kind: 'directory',
      name: 'usb',
      values: async function* () {
        for (const name of ['1', '2', '3']) {
          yield { kind: 'file', name, getFile: async () => aFile(name) } as const;
        }
        throw new DOMException('', 'NotFoundError');
      },
    } as const;
    const { paths, skipped } = await collected({ kind: 'handles', handles: [folder] });
    expect(paths).toEqual(['usb/1', 'usb/2', 'usb/3']);
    expect(skipped.map(({ path }) => path)).toEqual(['usb']);
  });

  it('walks dropped folders to their ends, beyond the hundred entries of one reading', async () => {
    const many = Array.from({ length: 250 }, (_, i) => anEntry(`/study/ct/${i}`, 'x'));
    const drop = dropOf(anEntry('/study', [anEntry('/study/ct', many)]), anEntry('/one.dcm', 'y'));
    const { paths } = await collected(drop);
    expect(paths).toHaveLength(251);
    expect(paths[0]).toBe('study/ct/0');
  });

  it('takes the entries of a drop before the browser empties it', async () => {
    const items = [
      { kind: 'file', webkitGetAsEntry: () => anEntry('/a.dcm', 'x'), getAsFile: () => null },
    ];
    const events = collectSources({ kind: 'drop', transfer: { items } });
    items.length = 0;
    const first = await events.next();
    expect(first.value).toMatchObject({ kind: 'sources', sources: [{ path: 'a.dcm' }] });
  });

  it('reports ten thousand files in a few dozen batches, each with an id of its own', async () => {
    // On a machine that is busy with else, time alone would make more of them.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const { sources, batches } = await collected(
      files(...Array.from({ length: 10_000 }, (_, i) => aFile(`${i}`))),
    );
    expect(new Set(sources.map(({ sourceId }) => sourceId)).size).toBe(10_000);
    expect(batches).toBe(40);
  });

  it('reports what it has four times a second, however few they are', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const slow = async function* () {
      for (const path of ['1', '2', '3', '4', '5']) {
        now += 125;
        yield { path, blob: aFile(path) };
      }
    };
    const batches: (readonly string[])[] = [];
    for await (const event of collect(slow(), () => new Blob())) {
      if (event.kind === 'sources') batches.push(event.sources.map(({ path }) => path));
    }
    expect(batches).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });

  it('never puts a name into a source id', async () => {
    const { sources } = await collected(files(aFile('DOE^JANE.dcm')));
    expect(sources[0]?.sourceId).not.toMatch(/doe/i);
  });

  it('tells folders of one name apart that were given one after the other: the next CD’s is called DICOM, too', async () => {
    const given = () => dropOf(anEntry('/DICOM', [anEntry('/DICOM/1', 'x')]));
    const [first] = (await collected(given())).sources;
    const [second] = (await collected(given())).sources;
    expect(first?.folder).not.toBe(second?.folder);
  });

  it('tells folders apart without naming them', async () => {
    const both = ['DOE', 'ROE'].map((name) =>
      anEntry(`/${name}`, [anEntry(`/${name}/1`, 'x'), anEntry(`/${name}/2`, 'x')]),
    );
    const folders = (await collected(dropOf(...both))).sources.map(({ folder }) => folder);
    expect(new Set(folders).size).toBe(2);
    expect([folders[0], folders[2]]).toEqual([folders[1], folders[3]]);
    expect(folders.join()).not.toMatch(/doe|roe/i);
  });

  it('says why a file cannot be read, and goes on', async () => {
    const bad: DroppedEntry = {
      ...anEntry('/bad', 'x'),
      file: (_, onError) => onError(new Error('permission denied')),
    };
    const { paths, skipped } = await collected(dropOf(bad, anEntry('/good', 'x')));
    expect(paths).toEqual(['good']);
    expect(skipped[0]?.reason.text).toContain('permission denied');
  });

  it('leaves out litter and empty files with a reason', async () => {
    const { skipped } = await collected(files(aFile('.DS_Store'), aFile('empty', '')));
    expect(skipped.map(({ reason }) => reason.code)).toEqual(['system-file', 'empty']);
  });

  it('stops when it is cancelled', async () => {
    await expect(collected(files(aFile('a')), AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

describe('ZIPs', () => {
  const stored = {
    'ct/1.dcm': new Uint8Array(1000).fill(7),
    'ct/2.dcm': new Uint8Array(50).fill(9),
  };
  const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
  const asZip = (bytes: Uint8Array<ArrayBuffer>) => files(new globalThis.File([bytes], 'a.zip'));

  it('are unpacked byte for byte, folders and all', async () => {
    const bytes = Uint8Array.from({ length: 100_003 }, (_, i) => (i * 31) % 251);
    const { sources } = await collected(files(aZip({ 'ct/1.dcm': bytes, 'ct/2.dcm': 'two' })));
    expect(sources.map(({ path }) => path)).toEqual(['a.zip/ct/1.dcm', 'a.zip/ct/2.dcm']);
    expect(new Uint8Array((await sources[0]?.blob.arrayBuffer()) ?? [])).toEqual(bytes);
  });

  it('in a ZIP are opened, and no deeper', async () => {
    const inner = await bytesOf(aZip({ '1.dcm': 'x' }));
    const middle = await bytesOf(aZip({ 'inner.zip': inner, '2.dcm': 'y' }));
    const { paths, skipped } = await collected(files(aZip({ 'middle.zip': middle })));
    expect(paths).toEqual(['a.zip/middle.zip/2.dcm']);
    expect(skipped.map(({ reason }) => reason.code)).toEqual(['zip-nested']);
  });

  it('that are bombs are stopped', async () => {
    const { skipped } = await collected(files(aZip({ bomb: new Uint8Array(20_000_000) })));
    expect(skipped.map(({ path, reason }) => [path, reason.code])).toEqual([
      ['a.zip/bomb', 'zip-bomb'],
    ]);
  });

  it('that are cut off or no ZIPs say so', async () => {
    const whole = aZip({ '1.dcm': 'x'.repeat(5000) });
    const cut = new globalThis.File([whole.slice(0, 60)], 'cut.zip');
    const { skipped } = await collected(files(cut, aFile('no.zip', 'this is no zip')));
    expect(skipped.map(({ reason }) => reason.code)).toEqual(['zip-broken', 'zip-broken']);
  });

  it('with damaged data say so in words, and not in those of the inflater', async () => {
    const bytes = await bytesOf(aZip({ '1.dcm': 'x'.repeat(5000) }));
    // A block of the type that deflate has not, where the packed data begin.
    bytes[30 + '1.dcm'.length] = 0x07;
    const { skipped } = await collected(files(new globalThis.File([bytes], 'a.zip')));
    expect(skipped.map(({ reason }) => reason.text)).toEqual([
      'it cannot be unpacked: what is packed in it is damaged',
    ]);
  });

  it('with a wrong checksum do not give the file, stored or deflated', async () => {
    const bytes = await bytesOf(aStoredZip(stored));
    bytes[bytes.indexOf(7) + 500] = 8;
    const { paths, skipped } = await collected(asZip(bytes));
    expect(paths).toEqual(['a.zip/ct/2.dcm']);
    expect(skipped).toMatchObject([{ path: 'a.zip/ct/1.dcm', reason: { code: 'zip-checksum' } }]);
  });

  it.each([0, 1, 3, 40_000])('that claim %s files for two give both, and a line', async (claim) => {
    const bytes = await bytesOf(aZip(stored));
    new DataView(bytes.buffer).setUint16(bytes.length - 22 + 10, claim, true);
    const { paths, skipped } = await collected(asZip(bytes));
    expect(paths).toEqual(['a.zip/ct/1.dcm', 'a.zip/ct/2.dcm']);
    expect(skipped).toMatchObject([{ path: 'a.zip', reason: { code: 'zip-count' } }]);
  });

  it('are known by their bytes, whatever their name', async () => {
    const { paths } = await collected(files(aZip({ '1.dcm': 'x' }, 'study.bin')));
    expect(paths).toEqual(['study.bin/1.dcm']);
    const large = aZip({ '1.dcm': new Uint8Array(2 ** 20) }, 'study', 0);
    expect((await collected(files(large))).paths).toEqual(['study/1.dcm']);
  });

  it('without a file are told of', async () => {
    const none = await collected(files(aZip({})));
    const folders = await collected(files(aZip({ 'ct/': '', 'ct/1/': '' })));
    for (const { skipped } of [none, folders]) {
      expect(skipped).toMatchObject([{ path: 'a.zip', reason: { code: 'zip-empty' } }]);
    }
  });

  it('that extract themselves are read behind their program', async () => {
    const bytes = await bytesOf(aZip(stored));
    const whole = new Uint8Array(5000 + bytes.length);
    whole.set(bytes, 5000);
    const { sources, skipped } = await collected(asZip(whole));
    expect(skipped).toEqual([]);
    expect(await Promise.all(sources.map(({ blob }) => bytesOf(blob)))).toEqual(
      Object.values(stored),
    );
  });

  it('with any byte damaged give files or reasons, never an exception', async () => {
    const good = new Uint8Array(
      await aZip({ a: 'first file', b: 'second'.repeat(50) }).arrayBuffer(),
    );
    const texts = ['first file', 'second'.repeat(50)];
    const damage = fc.array(
      fc.tuple(fc.nat({ max: good.length - 1 }), fc.integer({ min: 0, max: 255 })),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const { sources, skipped } = await collected(
          files(new globalThis.File([bytes], 'damaged.zip')),
        );
        // Two entries, or one line for the ZIP; both where its count was damaged. Never nothing.
        expect(sources.length + skipped.length).toBeGreaterThan(0);
        expect(sources.length + skipped.length).toBeLessThanOrEqual(3);
        for (const source of sources) expect(texts).toContain(await source.blob.text());
      }),
      { seed: 23, numRuns: 300 },
    );
  });
});
