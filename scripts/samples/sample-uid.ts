import { createHash } from 'node:crypto';

/**
 * A UID that DICOM allows (PS3.5 9.1), the same at every painting: the root 2.25, which belongs to UUIDs (PS3.5 B.2), and as a UUID of
 * version 8 (RFC 9562) the SHA-256 of what it names, told apart from everything else that is named so.
 */
export function sampleUid(...names: readonly string[]): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify(['ICH Triage sample', ...names]))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}
