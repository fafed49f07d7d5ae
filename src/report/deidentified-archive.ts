import { Zip, ZipPassThrough } from 'fflate';
import { bytesOf, type Outcome, type Reason, reasonFrom, throwIfAborted } from '#base';
import { type Deidentified, type Deidentifier, deidentifier } from '#dicom';
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
    const made = await deidentified(file, deidentify);
    if (!made.ok) {
      left.push(made.reason);
      continue;
    }
    const entry = new ZipPassThrough(`${made.value.name}.dcm`);
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

/** A file that is gone is left out with the reason, as one that can't be rewritten is. */
async function deidentified(
  file: Pick<Blob, 'arrayBuffer'>,
  deidentify: Deidentifier,
): Promise<Outcome<Deidentified>> {
  try {
    return deidentify(await bytesOf(file));
  } catch (error) {
    return { ok: false, reason: reasonFrom(error, 'unreadable') };
  }
}
