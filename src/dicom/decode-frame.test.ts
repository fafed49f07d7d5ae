import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode-frame.ts';
import { readHeaders } from './read-headers.ts';
import type { SliceHeader } from './slice-header.ts';

// Real files, for local use: the tests skip where the folder is absent.
const DATA = '../shared/data/dicom';
const SYNTAXES = join(DATA, 'by-transfer-syntax');

function slicesOf(path: string): {
  readonly bytes: Uint8Array;
  readonly slices: readonly SliceHeader[];
} {
  const bytes = new Uint8Array(readFileSync(path));
  const outcome = readHeaders(path, bytes, { complete: true });
  return { bytes, slices: outcome.kind === 'slices' ? outcome.slices : [] };
}

/** file, ..., what EXPECTED.csv says of the pixels. */
function expectations(): readonly { readonly file: string; readonly text: string }[] {
  if (!existsSync(SYNTAXES)) return [];
  return readFileSync(join(SYNTAXES, 'EXPECTED.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => ({
      file: line.split(',')[0] ?? '',
      text: line.split(',').slice(7).join(',').replaceAll('"', '').trim(),
    }));
}

function differences(pixels: ArrayLike<number>, reference: Int16Array) {
  let most = 0;
  let sum = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const difference = Math.abs((pixels[i] ?? Number.NaN) - (reference[i] ?? 0));
    most = Math.max(most, difference);
    sum += difference;
  }
  return { most, mean: sum / reference.length };
}

describe.skipIf(!existsSync(SYNTAXES))('a slice in every transfer syntax (shared data)', () => {
  it.each(expectations())('$file is as expected: $text', async ({ file, text }) => {
    const { bytes, slices } = slicesOf(join(SYNTAXES, file));
    const frame = await decodeFrame(bytes, slices[0]!);
    if (text.startsWith('not decodable')) {
      expect(frame).toMatchObject({ ok: false, reason: { code: 'unsupported-transfer-syntax' } });
      return;
    }
    if (!frame.ok) throw new Error(frame.reason.text);
    const raw = readFileSync(join(SYNTAXES, `${file.split('__')[0]}__expected_int16le.raw`));
    const { most, mean } = differences(
      frame.value.pixels,
      new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length)),
    );
    // Lossy: the reference decoder's own distance from the original, within one gray value and 0.01 in the mean.
    const lossy = /max diff (\d+), mean ([\d.]+)/.exec(text);
    expect(frame.value.lossy).toBe(lossy !== null);
    expect(Math.abs(most - Number(lossy?.[1] ?? 0))).toBeLessThanOrEqual(lossy === null ? 0 : 1);
    expect(Math.abs(mean - Number(lossy?.[2] ?? 0))).toBeLessThanOrEqual(lossy === null ? 0 : 0.01);
  });
});

describe.skipIf(!existsSync(DATA))('whole folders (shared data)', () => {
  const MULTIFRAME = join(DATA, 'encapsulated-multiframe', 'multi-frame');

  it.each(['fuzz', 'pydicom', 'encapsulated-multiframe'])(
    'every file of %s ends in a value, in bounded memory',
    async (folder) => {
      const root = join(DATA, folder);
      let seen = 0;
      for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
        if (!statSync(join(root, name)).isFile()) continue;
        const { bytes, slices } = slicesOf(join(root, name));
        for (const slice of [slices[0], slices.at(-1)]) {
          if (slice !== undefined) expect(await decodeFrame(bytes, slice)).toHaveProperty('ok');
        }
        seen += 1;
      }
      expect(seen).toBeGreaterThan(10);
      expect(process.memoryUsage().rss).toBeLessThan(1024 * 1024 * 1024);
    },
    300_000,
  );

  it('the lossless multi-frame files hold the same frames, with and without offset tables', async () => {
    const names = readdirSync(MULTIFRAME, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(MULTIFRAME, name)).isFile(),
    );
    const bySyntax = new Map<string, Set<string>>();
    for (const name of names) {
      const { bytes, slices } = slicesOf(join(MULTIFRAME, name));
      const sums: number[] = [];
      for (const slice of slices) {
        const frame = await decodeFrame(bytes, slice);
        if (!frame.ok) throw new Error(`${name}: ${frame.reason.text}`);
        if (!frame.value.lossy)
          sums.push(
            Array.from<number>(frame.value.pixels).reduce((sum, v, i) => sum + v * (i % 251), 0),
          );
      }
      if (sums.length === 0) continue;
      const key = `${slices.length} frames`;
      bySyntax.set(key, (bySyntax.get(key) ?? new Set()).add(sums.join()));
    }
    for (const [key, frames] of bySyntax) expect(frames.size, key).toBe(1);
    expect(bySyntax.size).toBeGreaterThan(0);
  });
});
