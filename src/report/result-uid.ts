import { sha256Hex } from '#base';
import { hashUid } from './dicom-uid.ts';

/** A UID named by content: 2.25 and a UUID of version 8 (RFC 9562) out of the SHA-256 of the bytes. Equal bytes, equal UID. */
export async function contentUid(bytes: Uint8Array): Promise<string> {
  return hashUid(await sha256Hex(bytes));
}

/** A UID named by words, told apart by `kind`. */
export const namedUid = (kind: string, ...words: readonly string[]): Promise<string> =>
  contentUid(new TextEncoder().encode(JSON.stringify([kind, ...words])));
