import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LabelMap, labelMap, ok, type Probability, probability, sigmoid } from '#base';
import {
  type DecodedFrame,
  groupStudies,
  readHeaders,
  type SliceHeader,
  type Vector3,
} from '#dicom';
import { parsePreprocessSpec } from '#imaging';
import { openModel, wholeFileReader } from '#inference';
import { outcomeOf, type StudyFindings } from '#triage';
import { aRule } from '../triage/findings.fixture.ts';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import type { DecodeFrame, Predict, StudyRun } from './contract.ts';
import { frameDecoder } from './frame-decoder.ts';
import { runStudy } from './run-study.ts';

const HEADS = '../shared/data/dicom/cq500/subdural__CQ500_CT_412';
const MODEL = 'models/ich-vgg16';

const minus = ([x, y, z]: Vector3): Vector3 => [-x, -y, -z];

/** A way to store the same slice: which pixel goes where, and what the header says of it. */
interface Storing {
  readonly name: string;
  readonly transpose: boolean;
  readonly acrossBack: boolean;
  readonly downBack: boolean;
}
const STORINGS: readonly Storing[] = [
  { name: 'rows the other way', transpose: false, acrossBack: true, downBack: false },
  { name: 'columns the other way', transpose: false, acrossBack: false, downBack: true },
  { name: 'both the other way', transpose: false, acrossBack: true, downBack: true },
  { name: 'rows for columns', transpose: true, acrossBack: false, downBack: true },
];

function storePixels(
  frame: DecodedFrame,
  { transpose, acrossBack, downBack }: Storing,
): DecodedFrame {
  const { rows, columns } = frame;
  const pixels = frame.pixels.slice();
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const [a, b] = [acrossBack ? columns - 1 - x : x, downBack ? rows - 1 - y : y];
      const to = transpose ? a * rows + b : b * columns + a;
      pixels[to] = frame.pixels[y * columns + x] ?? 0;
    }
  }
  return { ...frame, pixels, ...(transpose ? { rows: columns, columns: rows } : {}) };
}

/** The header that says so. The first pixel is another one, so the position moves within the plane. */
function storeHeader(
  header: SliceHeader,
  { transpose, acrossBack, downBack }: Storing,
): SliceHeader {
  const [row, column] = header.imageOrientationPatient ?? [
    [1, 0, 0],
    [0, 1, 0],
  ];
  const [down = 1, across = 1] = header.pixelSpacing ?? [];
  const corner = (header.imagePositionPatient ?? [0, 0, 0]).map(
    (place, axis) =>
      place +
      (acrossBack ? (row[axis] ?? 0) * across * (header.columns - 1) : 0) +
      (downBack ? (column[axis] ?? 0) * down * (header.rows - 1) : 0),
  );
  const [alongRow, alongColumn] = [
    acrossBack ? minus(row) : row,
    downBack ? minus(column) : column,
  ];
  const [rowSpacing, columnSpacing] = header.pixelSpacing ?? [null, null];
  return {
    ...header,
    imagePositionPatient: [corner[0] ?? 0, corner[1] ?? 0, corner[2] ?? 0],
    imageOrientationPatient: transpose ? [alongColumn, alongRow] : [alongRow, alongColumn],
    ...(transpose && rowSpacing !== null && columnSpacing !== null
      ? {
          rows: header.columns,
          columns: header.rows,
          pixelSpacing: [columnSpacing, rowSpacing] as const,
        }
      : {}),
  };
}

async function findingsOf(run: StudyRun): Promise<StudyFindings> {
  const events = runStudy(run, new AbortController().signal);
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done === true) return step.value;
  }
}

const numbersOf = ({ probabilities, slices }: StudyFindings) =>
  [probabilities, ...slices.map((slice) => slice.probabilities)].flatMap((map) =>
    Object.values(map),
  );

function expectEqual(found: StudyFindings, wanted: StudyFindings): void {
  expect(outcomeOf(found)).toEqual(outcomeOf(wanted));
  expect(found.slices.map(({ sliceKey }) => sliceKey)).toEqual(
    wanted.slices.map(({ sliceKey }) => sliceKey),
  );
  const [a, b] = [numbersOf(found), numbersOf(wanted)];
  expect(a).toHaveLength(b.length);
  a.forEach((value, index) => {
    expect(Math.abs(value - (b[index] ?? Number.NaN))).toBeLessThan(1e-6);
  });
}

/** A prediction whose calibration changes nothing. */
const both = (map: LabelMap<Probability>) => ({ raw: map, calibrated: map });

describe('a head that is stored the other way round, and says so, is the same head', () => {
  const spec = parsePreprocessSpec({
    version: 1,
    crop: 'head',
    size: 16,
    channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
    resize: 'area-bilinear',
    scale: [1, 1, 1],
    shift: [0, 0, 0],
  });
  /** Weighs every place of the input differently: what is not turned gives another number. */
  const predict: Predict = async (inputs) =>
    inputs.map((input) =>
      both(
        labelMap((_, label) =>
          probability(
            sigmoid(input.reduce((sum, value, at) => sum + value * Math.sin(at * (label + 3)), 0)),
          ),
        ),
      ),
    );
  /** A head with its bleed on one side and in front, 64 columns by 72 rows. */
  const frameOf = (index: number): DecodedFrame => {
    const pixels = new Uint16Array(64 * 72);
    for (let i = 0; i < pixels.length; i += 1) {
      const [x, y] = [(i % 64) - 29, Math.floor(i / 64) - 38];
      const radius = Math.hypot(x, y * 0.9);
      const brain = Math.hypot(x - 9, y + 7) < 4 + (index % 3) ? 70 : 30 + index;
      pixels[i] = 1024 + (radius < 20 ? brain : radius < 25 ? 900 : -1000);
    }
    return { rows: 72, columns: 64, pixels, lossy: false, notes: [] };
  };
  const headers = Array.from({ length: 12 }, (_, index) =>
    aHeader(index, { rows: 72, columns: 64 }),
  );
  const runOf = (storing: Storing | null): StudyRun => ({
    study: aStudy(
      aSeries(storing === null ? headers : headers.map((h) => storeHeader(h, storing))),
    ),
    decodeFrame: async (header) => {
      const frame = frameOf((header.instanceNumber ?? 0) - 1);
      return ok(storing === null ? frame : storePixels(frame, storing));
    },
    predict,
    preprocess: spec,
    aggregator: { kind: 'top-k-mean', ...aRule() },
    operatingPoint: 'balanced',
    batchSize: 4,
  });

  it.each(STORINGS)('$name', async (storing) => {
    const wanted = await findingsOf(runOf(null));
    expect(wanted.slices).toHaveLength(12);
    expectEqual(await findingsOf(runOf(storing)), wanted);
  });

  it('and pixels alone that lie the other way round are another head', async () => {
    const [storing] = STORINGS;
    if (storing === undefined) throw new Error('There is a first way.');
    const lying = { ...runOf(storing), study: runOf(null).study };
    const [a, b] = [await findingsOf(lying), await findingsOf(runOf(null))].map(numbersOf);
    expect(a?.some((value, at) => Math.abs(value - (b?.[at] ?? 0)) > 0.01)).toBe(true);
  });

  it.runIf(existsSync(HEADS))(
    'for a real head and the shipped model, to 1e-6',
    async () => {
      const files = new Map(
        readdirSync(HEADS)
          .sort()
          .map((name) => [name, new Uint8Array(readFileSync(join(HEADS, name)))]),
      );
      const all = [...files].flatMap(([name, bytes]) => {
        const read = readHeaders(name, bytes, { complete: true });
        return read.kind === 'slices' ? read.slices : [];
      });
      const [whole] = groupStudies(all);
      const chosen = whole?.series.find(({ key }) => key === whole.chosen?.seriesKey);
      const middle = chosen?.slices.slice(12, 18) ?? [];
      expect(middle).toHaveLength(6);
      const plain = frameDecoder(async (id) => files.get(id) ?? new Uint8Array());
      const model = await openModel(
        wholeFileReader(async (path) => new Uint8Array(readFileSync(join(MODEL, path)))),
        {
          clock: () => performance.now(),
          signal: new AbortController().signal,
          forced: 'own-wasm',
        },
      );
      const { manifest } = model.pack;
      const run = (storing: Storing | null): Promise<StudyFindings> => {
        const decodeFrame: DecodeFrame = async (header, signal) => {
          const decoded = await plain(header, signal);
          return storing === null || !decoded.ok
            ? decoded
            : ok(storePixels(decoded.value, storing));
        };
        const headersOf = storing === null ? middle : middle.map((h) => storeHeader(h, storing));
        const [study] = groupStudies(headersOf);
        if (study === undefined) throw new Error('There is a study.');
        return findingsOf({
          study,
          decodeFrame,
          predict: model.predict,
          preprocess: manifest.preprocess,
          aggregator: manifest.study,
          operatingPoint: 'balanced',
          batchSize: 6,
        });
      };
      try {
        const wanted = await run(null);
        expect(wanted.slices).toHaveLength(6);
        for (const storing of STORINGS) expectEqual(await run(storing), wanted);
      } finally {
        model.engine.dispose();
      }
    },
    120_000,
  );
});
