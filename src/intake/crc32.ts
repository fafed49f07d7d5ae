/** One table for each of four bytes at a time. */
const TABLES = [
  new Uint32Array(256),
  new Uint32Array(256),
  new Uint32Array(256),
  new Uint32Array(256),
] as const;
const [T0, T1, T2, T3] = TABLES;
for (let byte = 0; byte < 256; byte += 1) {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  T0[byte] = value;
}
for (let byte = 0; byte < 256; byte += 1) {
  let value = T0[byte] ?? 0;
  for (const table of [T1, T2, T3]) {
    value = (value >>> 8) ^ (T0[value & 255] ?? 0);
    table[byte] = value;
  }
}

/** CRC-32 as ZIP has it (APPNOTE 4.4.7), of `bytes` after those that gave `before`; unsigned. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const next =
      crc ^
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24));
    crc =
      (T3[next & 255] as number) ^
      (T2[(next >>> 8) & 255] as number) ^
      (T1[(next >>> 16) & 255] as number) ^
      (T0[next >>> 24] as number);
  }
  for (; at < bytes.length; at += 1) {
    crc = (crc >>> 8) ^ (T0[(crc ^ (bytes[at] as number)) & 255] as number);
  }
  return ~crc >>> 0;
}
