import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Mm, mm, seededRandom } from '#base';
import { decodeFrame, readHeaders } from '#dicom';
import { brainEvidence } from './brain-evidence.ts';
import { canonicalSlice } from './canonical-slice.ts';
import { huStatistics } from './hu-statistics.ts';
import { kernelsFor, sharingImage, switchKernels } from './kernel-memory.ts';
import { pixelChecks } from './pixel-checks.ts';
import { pixelsFingerprint } from './pixels-fingerprint.ts';
import type { HuImage } from './preprocess-spec.ts';
import { FACTS, type RowLimits, rowRuns } from './row-runs.ts';
import { HEAD_SHAPES, paintScene } from './scene.fixture.ts';
import { storedFaults } from './stored-faults.ts';

afterEach(() => switchKernels(true));

/** What the kernels say and what the plain code says. */
function both<T>(compute: () => T): readonly [T, T] {
  switchKernels(true);
  expect(kernelsFor(1, 4), 'this machine has no WebAssembly SIMD').not.toBeNull();
  const byKernel = compute();
  switchKernels(false);
  return [byKernel, compute()];
}

const LIMITS: RowLimits = { tissue: [5, 95], bone: 300, air: -1000 };
/** Values on either side of every limit. */
const LEVELS = [-1024, -1000, -999, -20, 0, 5, 6, 40, 95, 96, 300, 301, 900, 3071];
const SPACING: readonly [Mm, Mm] = [mm(0.45), mm(0.45)];

/** Runs of few values, as long on average as `stay` makes them; a block and filled columns in some. */
const images: fc.Arbitrary<HuImage> = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    columns: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 500, max: 700 })),
    stay: fc.constantFrom(0, 0.5, 0.8, 0.93, 0.98, 1),
    few: fc.boolean(),
    fractions: fc.boolean(),
    filled: fc.integer({ min: 0, max: 30 }),
    seed: fc.nat(),
  })
  .map(({ rows, columns, stay, few, fractions, filled, seed }) => {
    const random = seededRandom(seed);
    const levels = few ? [-1024, 350, 40] : LEVELS;
    const fill = levels[seed % levels.length] ?? 0;
    let value = fill;
    const values = Float32Array.from({ length: rows * columns }, (_, at) => {
      const level = levels[Math.floor(random() * levels.length)] ?? 0;
      if (random() >= stay) value = level + (fractions ? random() : 0);
      return at % columns < filled ? fill : value;
    });
    return { rows, columns, values };
  });

/** The facts of the rows, and the runs that were found. */
function found(image: HuImage, least: number) {
  const { facts, runs } = rowRuns(image, least, LIMITS);
  let count = 0;
  for (let y = 0; y < image.rows; y += 1) count += facts[y * FACTS.count + FACTS.runs] ?? 0;
  return { facts: [...facts], runs: [...runs.slice(0, 2 * count)] };
}

describe('rows and their runs', () => {
  it('are the same by the kernel and by plain code', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 8, max: 40 }), (image, least) => {
        const [kernel, plain] = both(() => found(image, least));
        expect(kernel).toEqual(plain);
      }),
      { seed: 14, numRuns: 600 },
    );
  });

  it('are counted: tissue, head, air between bone between tissue, runs', () => {
    const row = [...Array(20).fill(40), 400, -1024, -1024, 400, 50, ...Array(9).fill(-1024)];
    const image = { rows: 2, columns: row.length, values: Float32Array.from([...row, ...row]) };
    const one = [21, 23, 1, 2];
    const runs = [0, 20, 25, 34];
    const [kernel, plain] = both(() => found(image, 8));
    expect(kernel).toEqual({ facts: [...one, ...one], runs: [...runs, ...runs] });
    expect(plain).toEqual(kernel);
  });
});

describe('the fingerprint of pixels', () => {
  it('is the same by the kernel and by plain code', () => {
    fc.assert(
      fc.property(images, ({ values }) => {
        const [kernel, plain] = both(() => pixelsFingerprint(values));
        expect(kernel).toBe(plain);
      }),
      { seed: 14, numRuns: 100 },
    );
  });

  it('is another for every pixel that is one HU off, and for pixels that changed places', () => {
    const random = seededRandom(3);
    const values = Float32Array.from({ length: 1003 }, () => Math.round(random() * 400));
    const others = Array.from({ length: values.length }, (_, at) => values.with(at, -7));
    const moved = Array.from({ length: values.length - 16 }, (_, at) =>
      values.with(at, values[at + 16] ?? 0).with(at + 16, values[at] ?? 0),
    ).filter((other) => other.some((value, at) => value !== values[at]));
    const prints = [values, ...others, ...moved].map(pixelsFingerprint);
    expect(moved.length).toBeGreaterThan(900);
    expect(new Set(prints).size).toBe(prints.length);
    expect(pixelsFingerprint(values.slice())).toBe(prints[0]);
  });
});

describe('all checks of a slice', () => {
  const apart = (image: HuImage) => ({
    brain: brainEvidence(image, SPACING),
    faults: storedFaults(image),
    statistics: huStatistics(image),
  });

  it('say together what they say one by one, with the kernels and without', () => {
    fc.assert(
      fc.property(images, (image) => {
        const [kernel, plain] = both(() => pixelChecks(image, SPACING).faults);
        expect(kernel).toEqual(plain);
        switchKernels(true);
        expect(pixelChecks(image, SPACING)).toEqual(apart(image));
      }),
      { seed: 14, numRuns: 200 },
    );
  });

  it('take no other image for the one that they share', () => {
    const head = paintScene(128, 128, HEAD_SHAPES);
    const air: HuImage = { ...head, values: head.values.map(() => -1000) };
    const statistics = [head, air].map(huStatistics);
    const seen = sharingImage(head.values, () => [
      huStatistics(head),
      huStatistics(air),
      sharingImage(air.values, () => [huStatistics(air), huStatistics(head)]),
      huStatistics(head),
    ]);
    expect(seen.flat()).toEqual([0, 1, 1, 0, 0].map((at) => statistics[at]));
    head.values.fill(5);
    expect(huStatistics(head).max).toBe(5);
  });
});

const HEAD = '../shared/data/dicom/ge-hispeed-human-tilted-28';

it.skipIf(!existsSync(HEAD))(
  'a real head’s slices are judged alike by the kernels and by plain code (skipped where ../shared/data is absent)',
  async () => {
    let slices = 0;
    for (const name of readdirSync(HEAD).filter((file) => file.endsWith('.dcm'))) {
      const bytes = new Uint8Array(readFileSync(join(HEAD, name)));
      const read = readHeaders(name, bytes, { complete: true });
      const [header] = read.kind === 'slices' ? read.slices : [];
      if (header === undefined) continue;
      const frame = await decodeFrame(bytes, header);
      if (!frame.ok) continue;
      const { image } = canonicalSlice(frame.value, header);
      const [kernel, plain] = both(() => pixelChecks(image, header.pixelSpacing));
      expect(kernel).toEqual(plain);
      slices += 1;
    }
    expect(slices).toBeGreaterThan(20);
  },
  60_000,
);
