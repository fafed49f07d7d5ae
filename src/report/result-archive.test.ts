import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { resultArchive } from './result-archive.ts';
import { type Given, IMAGES, make, sourceOf } from './result-source.fixture.ts';
import { capturedSlice } from './secondary-capture.ts';

describe('resultArchive', () => {
  const blobs = new Map(IMAGES.map((bytes, index) => [`source-${index}`, new Blob([bytes])]));
  const archiveOf = async (files: ReadonlyMap<string, Blob>, given: Given = {}) =>
    resultArchive(await sourceOf(given), (id) => files.get(id));
  const made = async (files: ReadonlyMap<string, Blob>, given: Given = {}) => {
    const archive = await archiveOf(files, given);
    if (!archive.ok) throw new Error(archive.reason.text);
    return archive.value;
  };

  it('holds the very objects of the result, read from the files anew, and is the same bytes each time', async () => {
    const { zip, names, left } = await made(blobs);
    const { files } = await make();
    expect(left).toEqual([]);
    expect(names).toEqual(files.map(({ name }) => name));
    const unzipped = unzipSync(zip ?? new Uint8Array());
    expect(Object.keys(unzipped)).toEqual(names);
    const isSame = (a: Uint8Array | null | undefined, b: Uint8Array | null) =>
      Buffer.compare(a ?? new Uint8Array(), b ?? new Uint8Array()) === 0;
    for (const { name, bytes } of files) expect(isSame(unzipped[name], bytes), name).toBe(true);
    expect(isSame((await made(blobs)).zip, zip)).toBe(true);
  });

  it('says that the files are gone where the identity cannot be copied', async () => {
    expect(await archiveOf(new Map())).toMatchObject({
      ok: false,
      reason: { code: 'source-gone' },
    });
  });

  it('leaves out the picture alone where its slice is gone or cannot be decoded, and says so', async () => {
    const { study, findings } = await sourceOf();
    const captured = capturedSlice(study, findings)?.sourceId ?? '';
    const without = new Map([...blobs].filter(([id]) => id !== captured));
    const cut = new Map(blobs).set(captured, new Blob(['short']));
    for (const files of [without, cut]) {
      const { names, left } = await made(files);
      expect(names.map((name) => name.split('-')[0])).toEqual(['SR', 'KOS']);
      expect(left).toMatchObject([{ kind: 'SC', reason: { text: expect.stringMatching(/\w/) } }]);
    }
  });

  it('is none of a study that was not analyzed, and says why', async () => {
    const { zip, left } = await made(blobs, {
      findings: { suitability: [{ outcome: 'block', code: 'gaps', text: 'it is an angiography' }] },
    });
    expect(zip).toBeNull();
    expect(left[0]?.reason.text).toContain('it is an angiography');
  });
});
