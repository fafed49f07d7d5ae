/** A UID from a UUID (PS3.5 B.2): unique without anyone to ask for a root. */
const uidOf = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;

/** The same from 128 bits and more of a hash in hex digits, as a UUID of version 8 (RFC 9562). */
export function hashUid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return uidOf(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
}
