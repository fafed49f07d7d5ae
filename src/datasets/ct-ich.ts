import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import jpeg from 'jpeg-js';
import { AppError, LABELS } from '#base';
import type { HuImage } from '#imaging';
import { type CsvFile, fileError, labelBit, wholeNumber } from '#labels';
import { readCsv } from './csv.ts';
import { readFolds } from './folds.ts';
import type { LabeledSlice } from './labeled-dataset.ts';
import { readBoxes } from './lesion-boxes.ts';

/** The JPGs show level 40, width 120: gray 0 is -20 HU, gray 255 is 100 HU. */
const BRAIN_HU = Float32Array.from({ length: 256 }, (_, gray) => (gray * 120) / 255 - 20);
/** The bone JPGs show level 700, width 3200: gray 0 is -900 HU, gray 255 is 2300 HU. */
const BONE_HU = Float32Array.from({ length: 256 }, (_, gray) => (gray * 3200) / 255 - 900);

/** A slice of ct-ich: every one is labeled. */
export interface CtIchSlice extends LabeledSlice {
  readonly labels: readonly number[];
}

/** ct-ich as a dataset without unlabeled or unreadable slices. */
export interface CtIch {
  readonly slices: readonly CtIchSlice[];
  readonly read: (slice: LabeledSlice) => Promise<HuImage>;
  /** null where the folder has no bone window of the slice. */
  readonly readBone: (slice: LabeledSlice) => Promise<HuImage | null>;
}

/**
 * The ct-ich dataset (Hssayeni 2020) as a folder of brain-window JPGs: `labels.csv` (file, patient, slice, the six labels),
 * `folds_by_patient.csv` (patient, fold) and `images/`. A study is a patient. Where they are there, `boxes.csv` (typed boxes
 * round bleeds) and `bone/` (the slices in the bone window, by the same names) are read, too.
 */
export async function readCtIch(folder: string): Promise<CtIch> {
  const folds = await readFolds(join(folder, 'folds_by_patient.csv'));
  const csv = await readCsv(join(folder, 'labels.csv'), ['file', 'patient', 'slice', ...LABELS]);
  if (csv.rows.length === 0) throw fileError(csv.path, null, 'names no slice');
  const present = new Set(await readdir(join(folder, 'images')));
  const bone = new Set(await readdir(join(folder, 'bone')).catch(() => [])); // Optional.
  const seen = new Map<string, number>();
  const labeled = csv.rows.map((row): CtIchSlice => {
    const file = row.text('file');
    const patient = row.text('patient');
    if (!present.has(file)) throw fileError(csv.path, row.line, `there is no images/${file}`);
    refuseSecond(csv, seen, `${file} is labeled`, file, row.line);
    const position = wholeNumber(csv, row, 'slice');
    const place = `${patient}/${position}`;
    refuseSecond(csv, seen, `slice ${position} of patient ${patient} is given`, place, row.line);
    const fold = folds.get(patient);
    if (fold === undefined) {
      throw fileError(csv.path, row.line, `patient ${patient} is in no fold`);
    }
    const labels = LABELS.map((label) => labelBit(csv, row, label));
    if ((labels[0] === 1) !== labels.slice(1).includes(1)) {
      throw fileError(csv.path, row.line, '"any" contradicts the five types');
    }
    return {
      id: file.replace(/\.jpe?g$/i, ''),
      patient,
      study: patient,
      position,
      fold,
      labels,
      file: `images/${file}`,
    };
  });
  const boxes = await readBoxes(
    join(folder, 'boxes.csv'),
    new Map(labeled.map((s) => [s.file, s])),
  );
  const slices = labeled.map((slice) => {
    const drawn = boxes.get(slice.file);
    return drawn === undefined ? slice : { ...slice, boxes: drawn };
  });
  return {
    slices,
    read: ({ file }) => readJpg(join(folder, file), BRAIN_HU),
    readBone: async ({ file }) => {
      const name = basename(file);
      return bone.has(name) ? readJpg(join(folder, 'bone', name), BONE_HU) : null;
    },
  };
}

function refuseSecond(
  csv: CsvFile,
  seen: Map<string, number>,
  what: string,
  key: string,
  line: number,
): void {
  const before = seen.get(key);
  if (before !== undefined) {
    throw fileError(csv.path, line, `${what} a second time (first on line ${before})`);
  }
  seen.set(key, line);
}

async function readJpg(path: string, grayToHu: Float32Array): Promise<HuImage> {
  const bytes = await readFile(path);
  try {
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true });
    const values = new Float32Array(width * height);
    // Gray: red equals green equals blue.
    for (let index = 0; index < values.length; index += 1) {
      values[index] = grayToHu[data[index * 4] ?? 0] ?? 0;
    }
    return { rows: height, columns: width, values };
  } catch (cause) {
    throw new AppError('bad-dataset', `${path}: no readable JPG`, { cause });
  }
}
