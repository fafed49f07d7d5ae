/** A UID of a hash's hex digits: 2.25 and a UUID (PS3.5 B.2) of version 8 (RFC 9562), unique without anyone to ask for a root. */
export function hashUid(hex: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const uuid = `${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`;
  return `2.25.${BigInt(`0x${uuid}`)}`;
}
