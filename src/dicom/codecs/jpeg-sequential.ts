import { BitReader } from './bit-reader.ts';
import { CodecError } from './coded-image.ts';
import { takeSymbol } from './huffman.ts';
import { inverseDct } from './inverse-dct.ts';
import type { ScanResult } from './jpeg-lossless.ts';
import type { JpegFrame, JpegScan } from './jpeg-markers.ts';

/** Zigzag order to natural order (ITU-T T.81 figure A.6). */
const ZIGZAG = Uint8Array.of(
  0,
  1,
  8,
  16,
  9,
  2,
  3,
  10,
  17,
  24,
  32,
  25,
  18,
  11,
  4,
  5,
  12,
  19,
  26,
  33,
  40,
  48,
  41,
  34,
  27,
  20,
  13,
  6,
  7,
  14,
  21,
  28,
  35,
  42,
  49,
  56,
  57,
  50,
  43,
  36,
  29,
  22,
  15,
  23,
  30,
  37,
  44,
  51,
  58,
  59,
  52,
  45,
  38,
  31,
  39,
  46,
  53,
  60,
  61,
  54,
  47,
  55,
  62,
  63,
);

interface ScanComponent {
  readonly dc: Uint16Array;
  readonly ac: Uint16Array;
  readonly quantization: Uint16Array;
  readonly plane: Uint16Array;
  /** Blocks of an MCU, across and down. */
  readonly across: number;
  readonly down: number;
  /** Pixels that one sample covers. */
  readonly scaleX: number;
  readonly scaleY: number;
  previousDc: number;
}

/** A baseline or extended sequential scan (ITU-T T.81 annex F) into planes of samples at full size. */
export function decodeSequentialScan(
  bytes: Uint8Array,
  frame: JpegFrame,
  scan: JpegScan,
  planes: readonly Uint16Array[],
): ScanResult {
  const maxX = Math.max(...frame.components.map((c) => c.horizontal));
  const maxY = Math.max(...frame.components.map((c) => c.vertical));
  const components = scanComponents(frame, scan, planes, maxX, maxY);
  const first = components[0];
  if (first === undefined) throw new CodecError('broken-jpeg', 'a JPEG scan has no component');
  const mcuWidth = 8 * first.across * first.scaleX;
  const mcuHeight = 8 * first.down * first.scaleY;
  const mcusAcross = Math.ceil(frame.columns / mcuWidth);
  const mcusDown = Math.ceil(frame.rows / mcuHeight);
  const reader = new BitReader(bytes, scan.dataOffset);
  const block = new Float64Array(64);
  for (let mcu = 0; mcu < mcusAcross * mcusDown; mcu += 1) {
    if (scan.restartInterval > 0 && mcu > 0 && mcu % scan.restartInterval === 0) {
      reader.restart();
      for (const component of components) component.previousDc = 0;
    }
    const mcuX = mcu % mcusAcross;
    const mcuY = Math.floor(mcu / mcusAcross);
    for (const component of components) {
      for (let b = 0; b < component.across * component.down; b += 1) {
        readBlock(reader, component, block);
        inverseDct(block);
        const x = mcuX * component.across + (b % component.across);
        const y = mcuY * component.down + Math.floor(b / component.across);
        placeBlock(block, component, frame, x, y);
      }
    }
    if (reader.exhausted) return { validRows: mcuY * mcuHeight, nextOffset: reader.position };
  }
  return { validRows: frame.rows, nextOffset: reader.position };
}

function scanComponents(
  frame: JpegFrame,
  scan: JpegScan,
  planes: readonly Uint16Array[],
  maxX: number,
  maxY: number,
): ScanComponent[] {
  const interleaved = scan.components.length > 1;
  return scan.components.map(({ index, dc, ac }) => {
    const component = frame.components[index];
    const plane = planes[index];
    const quantization = scan.quantization.get(component?.quantization ?? -1);
    if (component === undefined || plane === undefined || ac === null || !quantization) {
      throw new CodecError('broken-jpeg', 'a JPEG scan lacks a table');
    }
    const scaleX = maxX / component.horizontal;
    const scaleY = maxY / component.vertical;
    if (!Number.isInteger(scaleX) || !Number.isInteger(scaleY)) {
      throw new CodecError('jpeg-process', 'fractional JPEG subsampling is not supported');
    }
    return {
      dc,
      ac,
      quantization,
      plane,
      across: interleaved ? component.horizontal : 1,
      down: interleaved ? component.vertical : 1,
      scaleX,
      scaleY,
      previousDc: 0,
    };
  });
}

/** Reads the coefficients of one 8 x 8 block, dequantized, in natural order. */
function readBlock(reader: BitReader, component: ScanComponent, block: Float64Array): void {
  const { dc, ac, quantization } = component;
  block.fill(0);
  component.previousDc += reader.takeSigned(takeSymbol(reader, dc));
  block[0] = component.previousDc * (quantization[0] ?? 1);
  for (let k = 1; k < 64; k += 1) {
    const symbol = takeSymbol(reader, ac);
    const run = symbol >> 4;
    const size = symbol & 15;
    if (size === 0) {
      if (run !== 15) return;
      k += 15;
      continue;
    }
    k += run;
    if (k > 63) return;
    block[ZIGZAG[k] ?? 0] = reader.takeSigned(size) * (quantization[k] ?? 1);
  }
}

/** Level-shifts, clamps and writes a block, each sample scaleX by scaleY times. */
function placeBlock(
  block: Float64Array,
  component: ScanComponent,
  { rows, columns, precision }: JpegFrame,
  blockX: number,
  blockY: number,
): void {
  const { plane, scaleX, scaleY } = component;
  const shift = 1 << (precision - 1);
  const most = (1 << precision) - 1;
  const top = blockY * 8 * scaleY;
  const leftmost = blockX * 8 * scaleX;
  const bottom = Math.min(rows, top + 8 * scaleY);
  const right = Math.min(columns, leftmost + 8 * scaleX);
  for (let y = top; y < bottom; y += 1) {
    const line = Math.floor((y - top) / scaleY) * 8;
    for (let x = leftmost; x < right; x += 1) {
      const value = Math.round(block[line + Math.floor((x - leftmost) / scaleX)] ?? 0) + shift;
      plane[y * columns + x] = Math.min(most, Math.max(0, value));
    }
  }
}
