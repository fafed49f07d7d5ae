import { expect, it } from 'vitest';
import { mm, ok, seededRandom } from '#base';
import type { DecodedFrame } from '#dicom';
import { outcomeOf, type StudyFindings } from '#triage';
import { finish, setup } from './run-study.fixture.ts';

const COUNT = 18;
const SIDE = 256;
const SLICE = { rows: SIDE, columns: SIDE, pixelSpacing: [mm(0.8), mm(0.8)] as const };

/** A head of 190 mm in air: scalp, skull, brain; at both ends there is air alone. */
function headOf(index: number, change: (hu: number, at: number) => number = (hu) => hu) {
  const isAir = index < 2 || index >= COUNT - 2;
  const hu = Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
    const radius = Math.hypot((at % SIDE) - 127.5, Math.floor(at / SIDE) - 127.5);
    if (isAir || radius > 119) return -1000;
    return radius > 113 ? 40 : radius > 105 ? 900 : 30 + (index % 5);
  });
  const pixels = Uint16Array.from(hu, (value, at) => 1024 + Math.round(change(value, at)));
  pixels[0] = 24 + index; // No slice is another's repeat.
  return { hu, frame: { rows: SIDE, columns: SIDE, pixels, lossy: false, notes: [] } };
}

/** A head in two places at once, 6 mm apart, as after a jerk in the middle of a turn of the tube. */
function moved(index: number): DecodedFrame {
  const { hu } = headOf(index);
  return headOf(index, (value, at) => (value + (hu[at - 6 * SIDE - 5] ?? -1000)) / 2).frame;
}

/** Brain in noise of so many HU a pixel. */
function noisy(index: number, deviation: number): DecodedFrame {
  const random = seededRandom(index + 1);
  const uniform = () => (random() - 0.5) * Math.sqrt(12) * deviation;
  return headOf(index, (value) => Math.max(-1024, value + uniform())).frame;
}

/** A head of which a flap of bone, a third of the skull, was taken out. */
const opened = (index: number): DecodedFrame =>
  headOf(index, (value, at) => {
    const [x, y] = [(at % SIDE) - 127.5, Math.floor(at / SIDE) - 127.5];
    return value === 900 && x < 0 && Math.abs(y) < -1.7 * x ? 35 : value;
  }).frame;

async function rowOf(decode: (index: number) => DecodedFrame): Promise<readonly string[]> {
  const given = { count: COUNT, decode: async (index: number) => ok(decode(index)), slice: SLICE };
  const { findings } = await finish(setup(given).run);
  expect(outcomeOf(findings)).toEqual({ kind: 'ranked' });
  return cautionsOf(findings);
}

const cautionsOf = ({ suitability }: StudyFindings) =>
  suitability.flatMap(({ outcome, inRow }) => (outcome === 'warn' ? (inRow ?? []) : []));

it('a head that lay still is told of nothing', async () => {
  expect(await rowOf((index) => headOf(index).frame)).toEqual([]);
  expect(await rowOf((index) => noisy(index, 4))).toEqual([]);
});

it('a head that moved says so in its row, and how many slices tell', async () => {
  expect(await rowOf(moved)).toEqual(['perhaps motion on 14 slices']);
  const some = await rowOf((index) => (index % 4 === 0 ? moved(index) : headOf(index).frame));
  expect(some).toEqual(['perhaps motion on 3 slices']);
});

it('a head that drowns in noise says so in its row', async () => {
  expect(await rowOf((index) => noisy(index, 12))).toEqual(['noisy images']);
});

it('a head of which a wide flap was taken out is analyzed, and says so', async () => {
  expect(await rowOf(opened)).toEqual(['open skull']);
});
