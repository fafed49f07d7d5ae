import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFrame, groupStudies, readHeaders } from '#dicom';
import { planeGrid } from './plane-grid.ts';
import { reformat } from './reformat.ts';
import type { SliceValues } from './slice-values.ts';
import { stackOf } from './stack.ts';

const HEAD = '../shared/data/dicom/ge-hispeed-human-tilted-28';

/** A head of 28 slices, scanned with the gantry tilted by 18.5 degrees, 1 to 7 mm apart. */
async function tiltedHead() {
  const files = new Map(
    readdirSync(HEAD)
      .filter((name) => name.endsWith('.dcm'))
      .map((name) => [name, new Uint8Array(readFileSync(join(HEAD, name)))]),
  );
  const headers = [...files].flatMap(([name, bytes]) => {
    const read = readHeaders(name, bytes, { complete: true });
    return read.kind === 'slices' ? read.slices : [];
  });
  const series = groupStudies(headers)[0]?.series.find(({ slices }) => slices.length > 20);
  if (series === undefined) throw new Error('No series.');
  const values: SliceValues[] = [];
  for (const header of series.slices) {
    const frame = await decodeFrame(files.get(header.sourceId) ?? new Uint8Array(), header);
    if (!frame.ok) throw new Error(frame.reason.text);
    const { rescaleSlope, rescaleIntercept } = header;
    values.push({
      pixels: frame.value.pixels,
      slope: rescaleSlope ?? 1,
      intercept: rescaleIntercept ?? 0,
    });
  }
  return { series, values };
}

const huOf = ({ pixels, slope, intercept }: SliceValues, pixel: number): number =>
  (pixels[pixel] ?? 0) * slope + intercept;

/** The head without its holder, which does not go on from slice to slice as the head does. */
function* headPixels(columns: number): Generator<number> {
  for (let y = 60; y < 400; y += 1) {
    for (let x = 100; x < 412; x += 1) yield y * columns + x;
  }
}

/** Bone and air don't drown the rest. */
const soft = (hu: number): number => Math.min(300, Math.max(-300, hu));

describe.skipIf(!existsSync(HEAD))(
  'a real tilted head (skipped where ../shared/data is absent)',
  () => {
    it('is a stack whose slices foretell the one between them, but only with the tilt', async () => {
      const { series, values } = await tiltedHead();
      const whole = stackOf(series);
      if (!whole.ok) throw new Error(whole.reason.text);
      expect(whole.value.slices.length).toBeGreaterThan(24);
      let withTilt = 0;
      let without = 0;
      // 7 mm apart: there the gantry shifts the slices by 2.3 mm, 5 pixels, from one to the next.
      for (let at = 16; at < 26; at += 1) {
        const left = stackOf(series, new Set([at]));
        const [low, slice, high] = whole.value.slices.slice(at - 1);
        const [below, truth, above] = values.slice(at - 1);
        if (!left.ok || !low || !slice || !high || !below || !truth || !above) {
          throw new Error('No neighbors.');
        }
        const others = values.filter((_, index) => index !== at);
        const foretold = reformat(left.value, others, slice).values;
        const part = (slice.position - low.position) / (high.position - low.position);
        for (const pixel of headPixels(slice.columns)) {
          const seen = soft(huOf(truth, pixel));
          const straight = huOf(below, pixel) * (1 - part) + huOf(above, pixel) * part;
          withTilt += Math.abs(soft(foretold[pixel] ?? 0) - seen);
          without += Math.abs(soft(straight) - seen);
        }
      }
      expect(withTilt / without).toBeLessThan(0.9);
    });

    it('gives planes of a head’s size, in square pixels', async () => {
      const { series } = await tiltedHead();
      const stack = stackOf(series);
      if (!stack.ok) throw new Error(stack.reason.text);
      const coronal = planeGrid(stack.value, 'coronal');
      expect(coronal.pixel * coronal.columns).toBeGreaterThan(180);
      expect(coronal.pixel * coronal.columns).toBeLessThan(300);
      expect(coronal.pixel * coronal.rows).toBeGreaterThan(120);
      expect(coronal.pixel * coronal.rows).toBeLessThan(300);
    });
  },
);
