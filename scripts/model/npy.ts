import { AppError } from '#base';

/** A float32 array with its shape, row-major. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

function malformed(path: string, what: string): AppError {
  return new AppError('bad-npy', `${path}: ${what}`);
}

function headerOf(bytes: Uint8Array, path: string): { text: string; dataStart: number } {
  if (bytes.length < 12 || MAGIC.some((byte, index) => bytes[index] !== byte)) {
    throw malformed(path, 'is no .npy file');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = (bytes[6] ?? 0) >= 2;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (start + length > bytes.length) throw malformed(path, 'ends inside its header');
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
  return { text, dataStart: start + length };
}

/**
 * Reads a NumPy array file (format 1 to 3; little-endian float32, C order). `path` is for messages. Throws AppError
 * 'bad-npy' for anything else, for a wrong length, and for numbers that are not finite.
 */
export function parseNpy(bytes: Uint8Array, path: string): NpyArray {
  const { text, dataStart } = headerOf(bytes, path);
  if (!/'descr'\s*:\s*'<f4'/.test(text)) throw malformed(path, 'is not little-endian float32');
  if (!/'fortran_order'\s*:\s*False/.test(text)) throw malformed(path, 'is not in C order');
  const listed = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (listed === undefined) throw malformed(path, 'has no shape');
  const shape = listed
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== dataStart + 4 * count) {
    throw malformed(
      path,
      `has ${bytes.length - dataStart} bytes for [${shape.join(', ')}] float32`,
    );
  }
  // A copy: Buffer.slice would share, and its offset need not be a multiple of 4.
  const data = new Float32Array(Uint8Array.from(bytes.subarray(dataStart)).buffer);
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw malformed(path, `element ${bad} is ${data[bad]}`);
  return { shape, data };
}

/** The bytes of a NumPy array file, format 1. */
export function npyBytes({ shape, data }: NpyArray): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = `${header.padEnd(64 * Math.ceil((header.length + 11) / 64) - 11)}\n`;
  const bytes = new Uint8Array(10 + padded.length + data.byteLength);
  bytes.set([...MAGIC, 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + padded.length);
  return bytes;
}
