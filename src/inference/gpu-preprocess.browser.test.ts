import { beforeAll, expect, it } from 'vitest';
import { seededNormal, seededRandom } from '#base';
import { type GpuEngine, type HuSlice, loadGpu } from '#engine';
import {
  AIR,
  type HuImage,
  headBox,
  preprocess,
  wholeBox,
  windowLine,
  windowValue,
} from '#imaging';
import { planCrop } from '../imaging/resize.ts';
import type { LoadedPackage } from './engine.ts';
import { loadPackage } from './package/load-package.ts';
import { fetchReader } from './package/read-package-file.ts';

let pack: LoadedPackage;
let runner: GpuEngine;
beforeAll(async () => {
  pack = await loadPackage(fetchReader('/models/tiny/'));
  const { manifest, topology, weights } = pack;
  const { scale, shift } = manifest.preprocess;
  const channels = manifest.preprocess.channels.map((channel, index) => {
    const line = windowLine(channel);
    return {
      ...line,
      sliceOffset: channel.sliceOffset,
      outside: windowValue(AIR, line),
      scale: scale[index] ?? 1,
      shift: shift[index] ?? 0,
    };
  });
  const { createGpuEngine, openGpuDevice } = await loadGpu();
  const { device } = await openGpuDevice();
  const { input, outputs } = manifest;
  runner = await createGpuEngine(
    device,
    { topology, weights, input, outputs },
    { batch: 2, channels },
  );
  return () => device.destroy();
});

/** A head of noisy brain in a skull, off the center of an image with odd sides; the head may leave the image. */
function aHead(rows: number, columns: number, centerX: number, seed: number): HuImage {
  const normal = seededNormal(seededRandom(seed));
  const values = Float32Array.from({ length: rows * columns }, (_, index) => {
    const [y, x] = [Math.floor(index / columns), index % columns];
    const far = Math.hypot((x - centerX) / columns, (y - 0.45 * rows) / rows);
    if (far > 0.36) return AIR;
    return far > 0.31 ? 900 + 50 * normal() : 35 + 12 * normal();
  });
  return { rows, columns, values };
}

function huSlice(before: HuImage, current: HuImage, after: HuImage): HuSlice {
  const { size, crop } = pack.manifest.preprocess;
  const box = (crop === 'head' ? headBox(current) : null) ?? wholeBox(current);
  const { down, across } = planCrop(current, box, size);
  const [a, b, c] = [before, current, after].map(({ values }) => values);
  if (a === undefined || b === undefined || c === undefined) throw new Error('no values');
  return { columns: current.columns, before: a, current: b, after: c, down, across };
}

it('windows and resamples on the device as imaging does', async () => {
  const series = [30, 34, 38, 42, 46].map((seed) => aHead(97, 89, seed, seed));
  const triples = series.map((current, index) => {
    return [series[index - 1] ?? current, current, series[index + 1] ?? current] as const;
  });
  const inputs = triples.map((triple) => preprocess(...triple, pack.manifest.preprocess));
  const expected = await runner.run(inputs);
  const rows = await runner.runHu(triples.map((triple) => huSlice(...triple)));
  expect(rows).toHaveLength(5);
  rows.forEach((row, slice) => {
    row.forEach((p, label) => {
      expect(Math.abs(p - (expected[slice]?.[label] ?? Number.NaN))).toBeLessThan(1e-5);
    });
  });
  const [first, last] = [rows[0], rows[4]];
  expect(first).not.toEqual(last);
});

it('refuses a crop of another size', async () => {
  const image = aHead(40, 50, 25, 1);
  const slice = huSlice(image, image, image);
  const short = { ...slice, down: { ...slice.down, first: slice.down.first.slice(1) } };
  await expect(runner.runHu([short])).rejects.toMatchObject({ code: 'model-input' });
});
