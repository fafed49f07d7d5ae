import { Zip, ZipPassThrough } from 'fflate';
import { type Reason, throwIfAborted } from '#base';
import { deidentifier } from '#dicom';
import { EPOCH } from './zip-of.ts';

/** A study's files without their patient, and what is to be said of them. */
export interface DeidentifiedArchive {
  /** null where not one file could be made. */
  readonly zip: Blob | null;
  readonly count: number;
  /** Files that are not in it, each with the reason. */
  readonly left: readonly Reason[];
  /** What no program can promise, each sentence once. */
  readonly warnings: readonly string[];
}

/**
 * Files as one ZIP, stored, each after the Basic Application Level Confidentiality Profile and named by its new SOP Instance UID: names
 * of files and folders may be the patient's. Read one after the other, so that the page stays quick. Rejects when `signal` aborts.
 */
export async function deidentifiedArchive(
  files: readonly Pick<Blob, 'arrayBuffer'>[],
  signal?: AbortSignal,
): Promise<DeidentifiedArchive> {
  const deidentify = deidentifier();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const left: Reason[] = [];
  const warnings = new Set<string>();
  let count = 0;
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part as Uint8Array<ArrayBuffer>);
  });
  for (const file of files) {
    throwIfAborted(signal);
    const made = deidentify(new Uint8Array(await file.arrayBuffer()));
    if (!made.ok) {
      left.push(made.reason);
      continue;
    }
    const entry = new ZipPassThrough(`${made.value.sopInstanceUid}.dcm`);
    entry.mtime = EPOCH;
    zip.add(entry);
    entry.push(made.value.bytes, true);
    for (const warning of made.value.warnings) warnings.add(warning);
    count += 1;
  }
  zip.end();
  const type = 'application/zip';
  return {
    zip: count === 0 ? null : new Blob(parts, { type }),
    count,
    left,
    warnings: [...warnings],
  };
}
