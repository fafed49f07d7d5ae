import { type Bounds, type Part, partHeaders } from './multipart.ts';

/** A part of an answer that is kept whole: where it lies, and its first bytes, or all of them if they are few. */
export interface KeptPart {
  readonly type: string;
  readonly blob: Blob;
  readonly head: Part['bytes'];
}

/** So much of an object is read: the header of nearly every CT file. */
const HEAD = 16 * 1024;

/**
 * The parts of a multipart body that lies whole, found by the lengths that their headers say: each is followed by the boundary. Null for any
 * body of another kind, sound or broken, which has to be read through (`parts`).
 */
export async function keptParts(
  body: Blob,
  boundary: string,
  bounds: Bounds,
): Promise<readonly KeptPart[] | null> {
  const delimiter = `\r\n--${boundary}`;
  const reach = delimiter.length + 2 + bounds.headerBytes;
  const read = async (from: number) =>
    new Uint8Array(await body.slice(from, from + reach + HEAD).arrayBuffer());
  const found: KeptPart[] = [];
  let at = 0;
  let window = await read(at);
  // The first boundary may stand at the very start, without a line's end before it.
  let line = latin1(window, delimiter.length) === delimiter ? delimiter : delimiter.slice(2);
  for (;;) {
    const text = latin1(window, reach);
    if (!text.startsWith(line)) return null;
    const rest = text.slice(line.length);
    if (rest.startsWith('--')) return found.length === 0 ? null : found;
    const end = text.indexOf('\r\n\r\n', line.length);
    if (!rest.startsWith('\r\n') || end === -1) return null;
    const { type, length } = partHeaders(text.slice(line.length + 2, end));
    if (length === null || length > bounds.partBytes || found.length === bounds.parts) return null;
    const from = end + 4;
    found.push({
      type,
      blob: body.slice(at + from, at + from + length),
      head: window.slice(from, from + Math.min(length, HEAD)),
    });
    at += from + length;
    window = await read(at);
    line = delimiter;
  }
}

const latin1 = (bytes: Uint8Array, most: number): string =>
  String.fromCharCode(...bytes.subarray(0, most));
