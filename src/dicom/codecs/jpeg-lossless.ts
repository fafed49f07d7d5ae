import { BitReader } from './bit-reader.ts';
import { CodecError } from './coded-image.ts';
import { takeSymbol } from './huffman.ts';
import type { JpegFrame, JpegScan } from './jpeg-markers.ts';

/** How far a scan came. */
export interface ScanResult {
  /** Complete rows before the data ran out. */
  readonly validRows: number;
  readonly nextOffset: number;
}

/** A lossless scan (ITU-T T.81 annex H) into planes of samples. Components without subsampling only. */
export function decodeLosslessScan(
  bytes: Uint8Array,
  frame: JpegFrame,
  scan: JpegScan,
  planes: readonly Uint16Array[],
): ScanResult {
  const { rows, columns } = frame;
  if (scan.components.length > 1 && frame.components.some((c) => c.horizontal * c.vertical > 1)) {
    throw new CodecError('jpeg-process', 'lossless JPEG with subsampling is not supported');
  }
  if (scan.predictor < 1 || scan.predictor > 7) {
    throw new CodecError('broken-jpeg', `there is no JPEG predictor ${scan.predictor}`);
  }
  const reader = new BitReader(bytes, scan.dataOffset);
  const restartRows = Math.floor(scan.restartInterval / columns);
  if (scan.restartInterval % columns !== 0) {
    throw new CodecError('jpeg-process', 'lossless JPEG restarting inside a row is not supported');
  }
  for (let row = 0; row < rows; row += 1) {
    const fresh = row === 0 || (restartRows > 0 && row % restartRows === 0);
    if (fresh && row > 0) reader.restart();
    decodeRow(reader, frame, scan, planes, row, fresh);
    if (reader.exhausted) return { validRows: row, nextOffset: reader.position };
  }
  return { validRows: rows, nextOffset: reader.position };
}

/** One row of every component of the scan. `fresh`: the first one, or the first after a restart. */
function decodeRow(
  reader: BitReader,
  frame: JpegFrame,
  scan: JpegScan,
  planes: readonly Uint16Array[],
  row: number,
  fresh: boolean,
): void {
  const { columns, precision } = frame;
  const { pointTransform } = scan;
  const start = row * columns;
  const initial = 1 << Math.max(0, precision - pointTransform - 1);
  const predict = PREDICTORS[scan.predictor] ?? left;
  for (let column = 0; column < columns; column += 1) {
    const at = start + column;
    for (const { index, dc } of scan.components) {
      const plane = planes[index];
      if (plane === undefined) continue;
      const a = (plane[at - 1] ?? 0) >> pointTransform;
      let prediction: number;
      if (fresh) prediction = column === 0 ? initial : a;
      else {
        const b = (plane[at - columns] ?? 0) >> pointTransform;
        prediction =
          column === 0 ? b : predict(a, b, (plane[at - columns - 1] ?? 0) >> pointTransform);
      }
      const difference = reader.takeSigned(takeSymbol(reader, dc));
      plane[at] = (prediction + difference) << pointTransform;
    }
  }
}

type Predictor = (a: number, b: number, c: number) => number;

const left: Predictor = (a) => a;

/** Table H.1: a is left, b above, c above left. */
const PREDICTORS: readonly Predictor[] = [
  () => 0,
  left,
  (_a, b) => b,
  (_a, _b, c) => c,
  (a, b, c) => a + b - c,
  (a, b, c) => a + ((b - c) >> 1),
  (a, b, c) => b + ((a - c) >> 1),
  (a, b) => (a + b) >> 1,
];
