import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Dataset, writeDicomFile } from '#dicom';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { encode, encodeRle } from '../../dicom/codecs/codestreams.fixture.ts';
import { deflated } from '../../dicom/slice.fixture.ts';
import { aZip } from '../../intake/zip.fixture.ts';
import { parseTriageOptions } from './options.ts';
import { runTriage } from './run.ts';

const SLICES = 20;
const SIDE = 96;
const SPACING_MM = 2.5;
type Files = ReadonlyMap<string, Uint8Array>;

const isBled = (study: number, index: number) => study === 2 && index > 8 && index < 14;

/** Two studies, each slice as `write` makes it. */
async function studies(
  write: (file: Uint8Array, study: number, index: number) => Uint8Array | Promise<Uint8Array>,
): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const study of [1, 2]) {
    for (let index = 0; index < SLICES; index += 1) {
      const file = headSlice(study, index, isBled(study, index));
      files.set(`case ${study}/${index}.dcm`, await write(file, study, index));
    }
  }
  return files;
}

/** Where the data set begins in a file of this project's writer: behind the meta group. */
const bodyAt = (file: Uint8Array) =>
  144 + new DataView(file.buffer, file.byteOffset).getUint32(140, true);
const PIXEL_BYTES = SIDE * SIDE * 2;
const pixelsOf = (file: Uint8Array) => new Uint16Array(file.slice(-PIXEL_BYTES).buffer);

/** The same file with its pixels, which come last, in a codestream. */
function encapsulated(file: Uint8Array, uid: string, stream: Uint8Array): Uint8Array {
  const last = writeDicomFile({ PixelData: { fragments: [stream] } }, { transferSyntaxUid: uid });
  const at = bodyAt(last);
  const body = file.subarray(bodyAt(file), file.length - PIXEL_BYTES - 12);
  return Uint8Array.from([...last.subarray(0, at), ...body, ...last.subarray(at)]);
}

const coded = (codec: 'jpeg-ls' | 'jpeg-2000' | 'htj2k', uid: string) => async (file: Uint8Array) =>
  encapsulated(
    file,
    uid,
    await encode(codec, { rows: SIDE, columns: SIDE, bits: 16, pixels: pixelsOf(file) }),
  );

/** Turned left to right in the file, which says so: the head is the same. */
function flipped(file: Uint8Array, study: number, index: number): Uint8Array {
  const pixels = pixelsOf(file);
  const turned = pixels.map((_, at) => pixels[at - (at % SIDE) + SIDE - 1 - (at % SIDE)] ?? 0);
  const more: Dataset = {
    PixelData: new Uint8Array(turned.buffer),
    ImageOrientationPatient: '-1\\0\\0\\0\\1\\0',
    ImagePositionPatient: `${-120 + (SIDE - 1) * SPACING_MM}\\-120\\${5 * index}`,
  };
  return headSlice(study, index, isBled(study, index), more);
}

const root = await mkdtemp(join(tmpdir(), 'same-study-'));
afterAll(() => rm(root, { recursive: true, force: true }));

/** The studies by rank, and the probabilities of studies and slices. */
async function triaged(name: string, files: Files) {
  for (const [path, bytes] of files) {
    const to = join(root, name, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, bytes);
  }
  const options = parseTriageOptions([join(root, name), '--model', 'models/tiny']);
  const progress = { count: () => undefined, clear: () => undefined, bar: () => undefined };
  const { report, slices } = await runTriage(options, progress, new AbortController().signal);
  return {
    ranked: report.studies.map((study) => study.studyInstanceUid),
    studies: report.studies.flatMap(({ probabilities }) => Object.values(probabilities ?? {})),
    slices: slices
      .toSorted((a, b) => (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1))
      .flatMap(({ probabilities }) => Object.values(probabilities)),
  };
}

const largest = (one: readonly number[], other: readonly number[]) =>
  Math.max(...one.map((value, at) => Math.abs(value - (other[at] ?? Number.NaN))));

/** Highest index first, so that nothing comes in the order in which it was scanned. */
const shuffled = (files: Files): Files =>
  new Map([...files].reverse().map(([, bytes], at) => [`${(at * 7) % 41}/x${at}`, bytes]));

const twice = (files: Files): Files =>
  new Map(
    [...files].flatMap(([path, bytes]) => [[path, bytes] as const, [`again/${path}`, bytes]]),
  );

async function zipped(files: Files): Promise<Files> {
  const zip = await aZip(Object.fromEntries(files)).arrayBuffer();
  return new Map([['both.zip', new Uint8Array(zip)]]);
}

const JPEG_LS = '1.2.840.10008.1.2.4.80';
const JPEG_2000 = '1.2.840.10008.1.2.4.90';
const HTJ2K = '1.2.840.10008.1.2.4.201';
const RLE = '1.2.840.10008.1.2.5';

describe('the same studies have the same rank and probabilities', () => {
  const plain = studies((file) => file);
  const base = plain.then((files) => triaged('plain', files));

  it.each([
    ['in a ZIP', async () => zipped(await plain)],
    ['in another order, under other names, in other folders', async () => shuffled(await plain)],
    ['each slice twice', async () => twice(await plain)],
    ['deflated', () => studies((file) => deflated(file))],
    ['in RLE', () => studies((file) => encapsulated(file, RLE, encodeRle(pixelsOf(file))))],
    ['in JPEG-LS', () => studies(coded('jpeg-ls', JPEG_LS))],
    ['in JPEG 2000', () => studies(coded('jpeg-2000', JPEG_2000))],
    ['in HTJ2K', () => studies(coded('htj2k', HTJ2K))],
  ])('%s, to 1e-6', async (name, make) => {
    const [one, other] = [await base, await triaged(name, await make())];
    expect(other.ranked).toEqual(one.ranked);
    expect(other.slices.length).toBe(2 * SLICES * 6);
    expect(largest(one.studies, other.studies)).toBeLessThan(1e-6);
    expect(largest(one.slices, other.slices)).toBeLessThan(1e-6);
  });

  it('turned left to right, with a header that says so, to .02', async () => {
    const [one, other] = [await base, await triaged('flipped', await studies(flipped))];
    expect(other.ranked).toEqual(one.ranked);
    expect(largest(one.studies, other.studies)).toBeLessThan(0.02);
  });

  it('and others have others: this test is not blind', async () => {
    const { studies: one } = await base;
    // Half the probabilities are the first study's, half the second's.
    expect(largest(one.slice(0, 6), one.slice(6))).toBeGreaterThan(1e-4);
  });
});
