import { decodeFrame, readHeaders, type SliceHeader } from '#dicom';
import { toHounsfield } from '#imaging';
import type { Mutant } from './dicom-mutants.ts';

/** What became of a file: refused with a reason, or what it says, and whether it says so with a warning. */
export type Reading =
  | { readonly kind: 'refused'; readonly code: string }
  | {
      readonly kind: 'read';
      readonly header: SliceHeader;
      readonly values: Float32Array;
      readonly warned: boolean;
    };

/** What of a header decides whose slice it is and where it lies. A missing SOP Instance UID is replaced by a key of the session. */
const DECIDES = [
  'studyInstanceUid',
  'seriesInstanceUid',
  'modality',
  'rows',
  'columns',
  'instanceNumber',
  'imagePositionPatient',
  'imageOrientationPatient',
  'pixelSpacing',
  'frameIndex',
] as const satisfies readonly (keyof SliceHeader)[];

/** A file as the app reads it: header, stored values, Hounsfield units. Never throws but for what is to be found. */
export async function read(file: Uint8Array): Promise<Reading> {
  const outcome = readHeaders('fuzz', file, { complete: true, size: file.length });
  if (outcome.kind === 'need-more-bytes') throw new Error('a whole file asks for more bytes');
  if (outcome.kind === 'skipped') return { kind: 'refused', code: outcome.reason.code };
  const [header, ...more] = outcome.slices;
  if (header === undefined) throw new Error('a file of no slices was not skipped');
  if (more.length > 0) return { kind: 'refused', code: `${more.length + 1} frames` };
  const frame = await decodeFrame(file, header);
  if (!frame.ok) return { kind: 'refused', code: frame.reason.code };
  if (header.samplesPerPixel !== 1) return { kind: 'refused', code: 'color' };
  const { image, notes } = toHounsfield(frame.value, header);
  const warned = notes.length + frame.value.notes.length > 0;
  return { kind: 'read', header, values: image.values, warned };
}

const isUnknown = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (typeof value === 'number' && Number.isNaN(value)) ||
  (Array.isArray(value) && value.some(isUnknown));

/**
 * What a mutant silently changed: [] where it is refused, warned of, or reads as the base. An attribute that is not there, or
 * can't be read, is unknown and not another value: what is missing is judged in the row.
 */
export function silentChanges(base: Reading, mutant: Reading): readonly string[] {
  if (base.kind !== 'read') throw new Error('the base file is refused');
  if (mutant.kind === 'refused' || mutant.warned) return [];
  const other = DECIDES.filter((key) => {
    const value = mutant.header[key];
    return !isUnknown(value) && JSON.stringify(value) !== JSON.stringify(base.header[key]);
  });
  const patient = mutant.header.patient.patientId;
  const whose = patient !== '' && patient !== base.header.patient.patientId ? ['patientId'] : [];
  const same =
    mutant.values.length === base.values.length &&
    mutant.values.every((value, at) => value === base.values[at]);
  return [...other, ...whose, ...(same ? [] : ['Hounsfield units'])];
}

/** Syntaxes whose pixels lie in the file as they are, at its end. */
const RAW: readonly Mutant['syntax'][] = ['implicit', 'explicit'];

/**
 * Whether a mutant is one that no reader can tell from another image, and that changed nothing else: a file of raw pixels whose end was cut
 * off and filled up with other bytes, as a copy that broke off leaves it on a disk that had the room set aside. Such a file has the length
 * that its header says and well-formed pixels, and DICOM has no checksum for them (PS3.10 has none for a file, PS3.5 8 none for Pixel
 * Data). A tenth of the image or more that became one value through tissue is warned of in the row (`storedFaults`); a few pixels are not.
 */
export function isRefilled({ syntax, mutations }: Mutant, base: Reading, mutant: Reading): boolean {
  if (!RAW.includes(syntax) || base.kind !== 'read' || mutant.kind !== 'read') return false;
  const cut = mutations.findIndex(({ kind }) => kind === 'cut');
  if (cut === -1) return false;
  const filled = mutations
    .slice(cut + 1)
    .reduce((sum, one) => sum + (one.kind === 'tail' ? one.bytes.length : 0), 0);
  const first = mutant.values.findIndex((value, at) => value !== base.values[at]);
  // Two bytes a pixel; the filling may begin in the middle of one.
  return (
    mutant.values.length === base.values.length &&
    first !== -1 &&
    mutant.values.length - first <= Math.ceil(filled / 2)
  );
}
