import type { BitReader } from './bit-reader.ts';
import { CodecError } from './coded-image.ts';

/** A Huffman table as a direct look-up: 16 bits of look-ahead to (code length << 8 | symbol); 0 is no code. */
export type HuffmanTable = Uint16Array;

/** Builds a table from the 16 counts and the symbols of a DHT segment (ITU-T T.81 annex C). */
export function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(65_536);
  let code = 0;
  let next = 0;
  for (let length = 1; length <= 16; length += 1) {
    for (let i = 0; i < (counts[length - 1] ?? 0); i += 1) {
      const start = code << (16 - length);
      const end = (code + 1) << (16 - length);
      if (end > 65_536) throw new CodecError('broken-jpeg', 'a JPEG Huffman table overflows');
      table.fill((length << 8) | (symbols[next] ?? 0), start, end);
      code += 1;
      next += 1;
    }
    code <<= 1;
  }
  return table;
}

/** Takes one symbol. An impossible code is taken as symbol 0 once the data is used up, else refused. */
export function takeSymbol(reader: BitReader, table: HuffmanTable): number {
  const entry = table[reader.peek16()] ?? 0;
  if (entry === 0) {
    reader.skip(16);
    if (reader.exhausted) return 0;
    throw new CodecError('broken-jpeg', 'a JPEG Huffman code is not in its table');
  }
  reader.skip(entry >>> 8);
  return entry & 0xff;
}
