import { CodecError } from './coded-image.ts';
import { buildHuffmanTable, type HuffmanTable } from './huffman.ts';

/** A component of a JPEG frame and, once its scan is met, its tables. */
export interface JpegComponent {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantization: number;
}

/** The frame header (SOFn). */
export interface JpegFrame {
  readonly process: 'sequential' | 'lossless';
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly JpegComponent[];
}

/** A scan header (SOS) with the tables in force, and where its entropy-coded bytes begin. */
export interface JpegScan {
  readonly components: readonly {
    readonly index: number;
    readonly dc: HuffmanTable;
    readonly ac: HuffmanTable | null;
  }[];
  /** Lossless: the predictor. */
  readonly predictor: number;
  /** Lossless: the point transform. */
  readonly pointTransform: number;
  readonly restartInterval: number;
  readonly quantization: ReadonlyMap<number, Uint16Array>;
  readonly dataOffset: number;
}

/** Decodes a scan; returns where to look for the next marker. */
export type ScanDecoder = (frame: JpegFrame, scan: JpegScan) => number;

interface Tables {
  readonly huffman: Map<number, HuffmanTable>;
  readonly quantization: Map<number, Uint16Array>;
  restartInterval: number;
}

/**
 * Walks the markers of a codestream (ITU-T T.81 annex B), calling `decodeScan` at each scan. Throws CodecError. Returns the bytes
 * between scans and the markers behind them: entropy-coded ones that no scan had a use for.
 */
export function walkJpeg(
  bytes: Uint8Array,
  onFrame: (frame: JpegFrame) => void,
  decodeScan: ScanDecoder,
): number {
  const tables: Tables = { huffman: new Map(), quantization: new Map(), restartInterval: 0 };
  let frame: JpegFrame | null = null;
  let at = 0;
  let scanned = false;
  let unread = 0;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1;
      if (scanned) unread += 1;
      continue;
    }
    if (marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) {
      throw new CodecError('truncated', 'the JPEG codestream is cut off in its headers');
    }
    const segment = bytes.subarray(at + 4, end);
    at = end;
    if (isStartOfFrame(marker)) {
      frame = readFrame(marker, segment);
      onFrame(frame);
    } else if (marker === 0xc4) readHuffman(segment, tables);
    else if (marker === 0xdb) readQuantization(segment, tables);
    else if (marker === 0xdd) tables.restartInterval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
    else if (marker === 0xda) {
      if (frame === null) throw new CodecError('broken-jpeg', 'a JPEG scan comes before its frame');
      at = decodeScan(frame, readScan(segment, frame, tables, end));
      scanned = true;
    }
  }
  return unread;
}

/** Whether a marker is SOF0..SOF15 (C0..CF without DHT, JPG and DAC). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function readFrame(marker: number, segment: Uint8Array): JpegFrame {
  const process =
    marker === 0xc3 ? 'lossless' : marker === 0xc0 || marker === 0xc1 ? 'sequential' : null;
  if (process === null) {
    throw new CodecError('jpeg-process', `JPEG SOF${marker - 0xc0} is not supported`);
  }
  const [precision = 0, rowsHigh = 0, rowsLow = 0, columnsHigh = 0, columnsLow = 0, count = 0] =
    segment;
  if (precision < 2 || precision > 16 || count < 1 || count > 4 || segment.length < 6 + 3 * count) {
    throw new CodecError('broken-jpeg', 'the JPEG frame header makes no sense');
  }
  const components = Array.from({ length: count }, (_, i) => {
    const sampling = segment[7 + i * 3] ?? 0;
    return {
      id: segment[6 + i * 3] ?? 0,
      horizontal: sampling >> 4,
      vertical: sampling & 15,
      quantization: segment[8 + i * 3] ?? 0,
    };
  });
  if (
    components.some((c) => c.horizontal < 1 || c.horizontal > 4 || c.vertical < 1 || c.vertical > 4)
  ) {
    throw new CodecError('broken-jpeg', 'the JPEG sampling factors make no sense');
  }
  return {
    process,
    precision,
    rows: (rowsHigh << 8) | rowsLow,
    columns: (columnsHigh << 8) | columnsLow,
    components,
  };
}

function readHuffman(segment: Uint8Array, tables: Tables): void {
  let at = 0;
  while (at + 17 <= segment.length) {
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 256) throw new CodecError('broken-jpeg', 'a JPEG Huffman table is too long');
    const symbols = segment.subarray(at + 17, at + 17 + total);
    tables.huffman.set(segment[at] ?? 0, buildHuffmanTable(counts, symbols));
    at += 17 + total;
  }
}

function readQuantization(segment: Uint8Array, tables: Tables): void {
  let at = 0;
  while (at < segment.length) {
    const wide = (segment[at] ?? 0) >> 4 !== 0;
    const table = new Uint16Array(64);
    for (let i = 0; i < 64; i += 1) {
      const place = at + 1 + (wide ? i * 2 : i);
      table[i] = wide
        ? ((segment[place] ?? 0) << 8) | (segment[place + 1] ?? 0)
        : (segment[place] ?? 0);
    }
    tables.quantization.set((segment[at] ?? 0) & 15, table);
    at += wide ? 129 : 65;
  }
}

function readScan(
  segment: Uint8Array,
  frame: JpegFrame,
  tables: Tables,
  dataOffset: number,
): JpegScan {
  const count = segment[0] ?? 0;
  if (count < 1 || count > 4 || segment.length < 4 + 2 * count) {
    throw new CodecError('broken-jpeg', 'the JPEG scan header makes no sense');
  }
  const components = Array.from({ length: count }, (_, i) => {
    const index = frame.components.findIndex((c) => c.id === segment[1 + i * 2]);
    const selector = segment[2 + i * 2] ?? 0;
    const dc = tables.huffman.get(selector >> 4);
    const ac = tables.huffman.get(0x10 | (selector & 15)) ?? null;
    if (index < 0 || dc === undefined || (ac === null && frame.process === 'sequential')) {
      throw new CodecError('broken-jpeg', 'a JPEG scan lacks its component or Huffman table');
    }
    return { index, dc, ac };
  });
  return {
    components,
    predictor: segment[1 + 2 * count] ?? 0,
    pointTransform: (segment[3 + 2 * count] ?? 0) & 15,
    restartInterval: tables.restartInterval,
    quantization: tables.quantization,
    dataOffset,
  };
}
