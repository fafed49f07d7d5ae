import { deflateSync } from 'fflate';
import type { Dataset } from './dataset.ts';
import { readHeaders } from './read-headers.ts';
import type { SliceHeader } from './slice-header.ts';
import { type WriteOptions, writeDicomFile } from './write-dicom-file.ts';

export const IMPLICIT = '1.2.840.10008.1.2';
export const EXPLICIT = '1.2.840.10008.1.2.1';
export const RLE = '1.2.840.10008.1.2.5';
// Odd, unequal sizes on purpose: swaps show.
export const ROWS = 5;
export const COLUMNS = 7;

/** What a slice of the fixture is to be. `undefined` in `more` leaves an attribute out. */
export interface SliceOptions extends Partial<Pick<WriteOptions, 'rawElements'>> {
  readonly syntax?: string;
  readonly patient?: string;
  readonly series?: string;
  readonly z?: number;
  readonly instance?: number;
  readonly more?: Dataset;
}

/** A CT file of 5 x 7 pixels. */
export function aSlice(options: SliceOptions = {}): Uint8Array<ArrayBuffer> {
  const { syntax = EXPLICIT, patient = 'P1', series = '1.2.3.4', z = 0, instance = 1 } = options;
  const pixels = Array.from({ length: ROWS * COLUMNS }, (_, i) => i * 97);
  const base: Dataset = {
    SOPInstanceUID: `${series}.${patient.length}.${instance}`,
    Modality: 'CT',
    PatientName: 'Doe^Jane',
    PatientID: patient,
    StudyInstanceUID: '1.2.3',
    SeriesInstanceUID: series,
    InstanceNumber: instance,
    ImagePositionPatient: [-10, -20, z],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: ROWS,
    Columns: COLUMNS,
    PixelSpacing: [0.75, 0.5],
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    WindowCenter: '00036\\00036',
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    PixelData: pixels,
  };
  return writeDicomFile(
    { ...base, ...options.more },
    {
      transferSyntaxUid: syntax,
      ...(options.rawElements === undefined ? {} : { rawElements: options.rawElements }),
    },
  );
}

/** The first header of a file. */
export function headerOf(bytes: Uint8Array, sourceId = 'a', folder = ''): SliceHeader {
  const outcome = readHeaders(sourceId, bytes, { complete: true, folder });
  const [header] = outcome.kind === 'slices' ? outcome.slices : [];
  if (header === undefined) throw new Error(JSON.stringify(outcome));
  return header;
}

/** Slices 5 mm apart, caudal to cranial, numbered from cranial to caudal. */
export const aStack = (count: number, options: SliceOptions = {}): SliceHeader[] =>
  Array.from({ length: count }, (_, i) =>
    headerOf(aSlice({ ...options, z: i * 5, instance: count - i }), `${options.series}${i}`),
  );

/** A file in Deflated Explicit VR Little Endian (PS3.5 A.5), made of one in Explicit VR. */
export function deflated(explicit: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(explicit.buffer, explicit.byteOffset, explicit.byteLength);
  const bodyAt = 144 + view.getUint32(140, true);
  const meta = writeDicomFile({}, { transferSyntaxUid: '1.2.840.10008.1.2.1.99' });
  const body = deflateSync(explicit.subarray(bodyAt), { level: 1 });
  const whole = new Uint8Array(meta.length + body.length);
  whole.set(meta);
  whole.set(body, meta.length);
  return whole;
}
