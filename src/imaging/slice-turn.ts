import type { Reason } from '#base';
import type { SliceHeader, Vector3 } from '#dicom';
import type { HeadBox } from './head-box.ts';
import type { HuImage } from './preprocess-spec.ts';

/**
 * How stored pixels lie to the canonical ones, whose columns run to the patient's left and whose rows run to the back (the usual
 * axial view): transposed first, then mirrored.
 */
export interface SliceTurn {
  readonly transpose: boolean;
  /** Left and right change places. */
  readonly mirrorColumns: boolean;
  /** Front and back change places. */
  readonly mirrorRows: boolean;
}

/** Stored as it is to be read. */
const NO_TURN: SliceTurn = { transpose: false, mirrorColumns: false, mirrorRows: false };

/** Cosines are written with a few digits; more than this (1.1 degrees) is no rounding. */
const MOST_COSINE = 0.02;
const LENGTHS = [0.95, 1.05] as const;

const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * What is wrong with Image Orientation (Patient) (PS3.3 C.7.6.2.1.1: two unit vectors at a right angle), or null. Absent, and six
 * zeros, which stand for it in some files, are not wrong: nothing is known then.
 */
export function orientationFault(
  orientation: SliceHeader['imageOrientationPatient'],
): Reason | null {
  if (isUnstated(orientation)) return null;
  const fault = (text: string): Reason => ({ code: 'orientation', text });
  const [row, column] = orientation;
  if (![...row, ...column].every(Number.isFinite)) {
    return fault('the orientation holds what is no number');
  }
  const lengths = [row, column].map((vector) => Math.sqrt(dot(vector, vector)));
  if (lengths.some((length) => length < LENGTHS[0] || length > LENGTHS[1])) {
    return fault('the orientation’s vectors are not of length 1');
  }
  const cosine = dot(row, column);
  if (Math.abs(cosine) > MOST_COSINE) {
    const angle = Math.round((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI);
    return fault(`rows and columns are at ${angle} degrees, not at right angles`);
  }
  return null;
}

/** Whether nothing is said of the orientation. */
export function isUnstated(
  orientation: SliceHeader['imageOrientationPatient'],
): orientation is null {
  return orientation === null || orientation.flat().every((component) => component === 0);
}

/**
 * The turn that makes a slice canonical, by the axes that its rows and columns are nearest to. None where the orientation is not
 * stated or wrong ({@link orientationFault}): then the pixels stay as they are stored.
 */
export function turnOf(orientation: SliceHeader['imageOrientationPatient']): SliceTurn {
  if (isUnstated(orientation) || orientationFault(orientation) !== null) return NO_TURN;
  // Along a row the column's number rises: the first vector is the direction of the columns' numbers.
  const [alongRow, alongColumn] = orientation;
  const asStored = Math.abs(alongRow[0]) + Math.abs(alongColumn[1]);
  const transposed = Math.abs(alongRow[1]) + Math.abs(alongColumn[0]);
  return transposed > asStored
    ? { transpose: true, mirrorColumns: alongColumn[0] < 0, mirrorRows: alongRow[1] < 0 }
    : { transpose: false, mirrorColumns: alongRow[0] < 0, mirrorRows: alongColumn[1] < 0 };
}

/** Whether two turns are one. */
const isSameTurn = (a: SliceTurn, b: SliceTurn): boolean =>
  a.transpose === b.transpose &&
  a.mirrorColumns === b.mirrorColumns &&
  a.mirrorRows === b.mirrorRows;

interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** The size of an image after a turn; a turn back has the same effect on it. */
const turnedSize = ({ rows, columns }: Grid, { transpose }: SliceTurn): Grid =>
  transpose ? { rows: columns, columns: rows } : { rows, columns };

/** The stored pixel's number for each canonical pixel in row-major order. */
function* storedIndices(stored: Grid, turn: SliceTurn): Generator<number> {
  const { rows, columns } = turnedSize(stored, turn);
  for (let y = 0; y < rows; y += 1) {
    const down = turn.mirrorRows ? rows - 1 - y : y;
    for (let x = 0; x < columns; x += 1) {
      const across = turn.mirrorColumns ? columns - 1 - x : x;
      yield turn.transpose ? across * stored.columns + down : down * stored.columns + across;
    }
  }
}

/** A stored slice turned to the canonical one; the same object where there is nothing to turn. */
export function turned(image: HuImage, turn: SliceTurn): HuImage {
  if (isSameTurn(turn, NO_TURN)) return image;
  const size = turnedSize(image, turn);
  const values = new Float32Array(image.values.length);
  let next = 0;
  for (const index of storedIndices(image, turn)) {
    values[next] = image.values[index] ?? 0;
    next += 1;
  }
  return { ...size, values };
}

/** Maps over a square of the canonical slice, height * width * depth values with the depth innermost. */
export interface TurnedMaps {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** Maps of a canonical slice turned back to lie over the stored one. */
export function turnedBack({ height, width, values }: TurnedMaps, turn: SliceTurn): TurnedMaps {
  const canonical = { rows: height, columns: width };
  const stored = turnedSize(canonical, turn);
  const depth = values.length / (height * width);
  const back = new Float32Array(values.length);
  let next = 0;
  for (const index of storedIndices(stored, turn)) {
    back.set(values.subarray(next * depth, (next + 1) * depth), index * depth);
    next += 1;
  }
  return { height: stored.rows, width: stored.columns, values: back };
}

/** A square of the canonical slice as a square of the stored one. `canonical` is the canonical slice's size. */
export function boxTurnedBack(box: HeadBox, canonical: Grid, turn: SliceTurn): HeadBox {
  const { side } = box;
  const across = turn.mirrorColumns ? canonical.columns - box.left - side : box.left;
  const down = turn.mirrorRows ? canonical.rows - box.top - side : box.top;
  return turn.transpose ? { left: down, top: across, side } : { left: across, top: down, side };
}
