import { createHash } from 'node:crypto';
import { hashUid } from '../../src/report/dicom-uid.ts';

/**
 * A UID that DICOM allows (PS3.5 9.1), the same at every painting: the root 2.25, which belongs to UUIDs (PS3.5 B.2), and as a UUID of
 * version 8 (RFC 9562) the SHA-256 of what it names, told apart from everything else that is named so.
 */
export function sampleUid(...names: readonly string[]): string {
  const named = JSON.stringify(['ICH Triage sample', ...names]);
  return hashUid(createHash('sha256').update(named).digest('hex'));
}
