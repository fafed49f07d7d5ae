import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { hu, mm, seededRandom } from '#base';
import { imagingKernelBinary } from '../../scripts/build-kernels.ts';
import { brainEvidence } from './brain-evidence.ts';
import { headBox, wholeBox } from './head-box.ts';
import { toHounsfield } from './hounsfield.ts';
import { huStatistics } from './hu-statistics.ts';
import { kernelsFor, switchKernels } from './kernel-memory.ts';
import type { HuImage } from './preprocess-spec.ts';
import { planCrop, windowedCrop } from './resize.ts';

afterEach(() => switchKernels(true));

/** What the kernels say and what the plain code says. */
function both<T>(compute: () => T): readonly [T, T] {
  switchKernels(true);
  expect(kernelsFor(1, 4), 'this machine has no WebAssembly SIMD').not.toBeNull();
  const byKernel = compute();
  switchKernels(false);
  expect(kernelsFor(1, 4)).toBeNull();
  return [byKernel, compute()];
}

/** Heads of several sizes and places, with noise, a headrest, holes; also noise alone, air, a single pixel. */
const IMAGES: readonly (readonly [string, HuImage])[] = [
  ['a head', head(512, 512, 1)],
  ['a small head', head(96, 128, 2)],
  ['a head of odd size', head(333, 217, 3)],
  ['a wide matrix', head(300, 1024, 4)],
  ['noise', noise(255, 257, 5)],
  ['air', { rows: 64, columns: 80, values: new Float32Array(64 * 80).fill(-1000) }],
  ['one pixel', { rows: 1, columns: 1, values: Float32Array.of(40) }],
  ['a line', noise(1, 700, 6)],
];

function noise(rows: number, columns: number, seed: number): HuImage {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: rows * columns }, () =>
    Math.round(random() * 400 - 200),
  );
  return { rows, columns, values };
}

function head(rows: number, columns: number, seed: number): HuImage {
  const random = seededRandom(seed);
  const [cx, cy] = [columns * (0.4 + 0.2 * random()), rows * (0.4 + 0.2 * random())];
  const radius = Math.min(rows, columns) * 0.36;
  const values = Float32Array.from({ length: rows * columns }, (_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    const r = Math.hypot(x - cx, y - cy) / radius;
    const grain = Math.round(random() * 30 - 15);
    if (r < 0.9) return 35 + grain;
    if (r < 1) return 900 + grain;
    if (r < 1.05) return 30 + grain;
    return y > rows * 0.93 && y < rows * 0.95 ? 200 : -1000 + grain;
  });
  return { rows, columns, values };
}

describe('the imaging kernels', () => {
  it('are the ones that their source makes', async () => {
    const committed = await readFile(new URL('./kernel-binary.ts', import.meta.url), 'utf8');
    expect(committed).toBe(await imagingKernelBinary());
  }, 60_000);

  it.each(IMAGES)('count like the plain code: %s', (_, image) => {
    const [kernel, plain] = both(() => huStatistics(image));
    expect(kernel).toEqual(plain);
  });

  it.each(IMAGES)('see the same brain: %s', (_, image) => {
    const [kernel, plain] = both(() => brainEvidence(image, [mm(0.5), mm(0.5)]));
    expect(kernel).toEqual(plain);
  });

  it.each(IMAGES)('find the same head: %s', (_, image) => {
    const [kernel, plain] = both(() => headBox(image));
    expect(kernel).toEqual(plain);
  });

  it.each(IMAGES)('crop alike within 1e-6: %s', (_, image) => {
    const boxes = [
      headBox(image) ?? wholeBox(image),
      wholeBox(image),
      { left: -20.5, top: 3.25, side: image.columns * 0.8 },
      { left: image.columns + 5, top: 0, side: 30 },
    ];
    for (const size of [16, 77, 128]) {
      for (const box of boxes) {
        const plan = planCrop(image, box, size);
        const [kernel, plain] = both(() =>
          windowedCrop(image, plan, { center: hu(40), width: hu(120) }),
        );
        const worst = kernel.reduce(
          (most, value, at) => Math.max(most, Math.abs(value - (plain[at] ?? 2))),
          0,
        );
        expect(worst).toBeLessThan(1e-6);
      }
    }
  });

  it.each([
    ['signed', Int16Array, -2000],
    ['unsigned', Uint16Array, 0],
  ] as const)('rescale %s samples alike, padding and clip included', (_, Samples, low) => {
    const random = seededRandom(7);
    for (const count of [1, 7, 8, 63, 64 * 64]) {
      const pixels = Samples.from(
        Array.from({ length: count }, () => Math.round(low + random() * 6000)),
      );
      const frame = { rows: 1, columns: count, pixels, lossy: false, notes: [] };
      for (const padding of [null, low]) {
        const [kernel, plain] = both(() =>
          toHounsfield(frame, {
            samplesPerPixel: 1,
            photometricInterpretation: 'MONOCHROME2',
            bitsStored: 16,
            pixelRepresentation: low < 0 ? 1 : 0,
            pixelPaddingValue: padding,
            pixelPaddingRangeLimit: padding === null ? null : low + 100,
            rescaleSlope: 1,
            rescaleIntercept: -1024,
            rescaleType: 'HU',
          }),
        );
        expect([kernel?.image, kernel?.notes]).toEqual([plain?.image, plain?.notes]);
      }
    }
  });

  it('give way to the plain code where an image is larger than their memory', () => {
    expect(kernelsFor(2 ** 24, 4)).toBeNull();
    expect(kernelsFor(512 * 512, 4)).not.toBeNull();
  });
});
