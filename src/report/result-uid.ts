import { sha256Hex } from '#base';
import { uidOf } from './dicom-uid.ts';

/** A UID named by content: 2.25 and a UUID of version 8 (RFC 9562) out of the SHA-256 of the bytes. Equal bytes, equal UID. */
export async function contentUid(bytes: Uint8Array): Promise<string> {
  const hex = await sha256Hex(bytes);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return uidOf(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
}

/** A UID named by words, told apart by `kind`. */
export const namedUid = (kind: string, ...words: readonly string[]): Promise<string> =>
  contentUid(new TextEncoder().encode(JSON.stringify([kind, ...words])));
