import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from './parse-manifest.ts';

/** A manifest as each format version had it: it never changes, and every later program has to read it. */
const manifestOf = (version: number): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`./formats/manifest-v${version}.json`, import.meta.url), 'utf8'));

describe('a manifest', () => {
  it('of format version 1 is read', () => {
    const manifest = parseManifest(manifestOf(1));
    expect(manifest.id).toBe('tiny');
    expect(manifest.preprocess.channels).toHaveLength(3);
    expect(manifest.files.length).toBeGreaterThan(3);
  });

  it('of a version that is not known is refused by its number, with what is read', () => {
    for (const formatVersion of [2, 99, 0, 1.5]) {
      expect(() => parseManifest({ ...manifestOf(1), formatVersion })).toThrow(
        expect.objectContaining({
          code: 'model-version',
          message: expect.stringContaining(`format version ${formatVersion};`),
        }),
      );
    }
  });

  it('without a version is no manifest', () => {
    const { formatVersion: _, ...rest } = manifestOf(1);
    for (const raw of [rest, null, [], 'x']) {
      expect(() => parseManifest(raw)).toThrow(expect.objectContaining({ code: 'model-manifest' }));
    }
  });
});
