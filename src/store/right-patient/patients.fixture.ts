import { AppError } from '#base';
import { type Dataset, decodeFrame, readHeaders, type SliceHeader, writeDicomFile } from '#dicom';

/** Whom a pixel belongs to, and where. */
export interface Place {
  readonly patient: number;
  readonly series: number;
  readonly slice: number;
}

interface Patient {
  readonly name: string;
  readonly id: string;
  /** DICOM's DA, or ''. */
  readonly born?: string;
  /** '' for files without UIDs: a common result of "anonymizing". */
  readonly studyUid: string;
  readonly seriesCount: number;
  /** Series from this one on are of another study of the same patient. */
  readonly priorFrom?: number;
  readonly folder: string;
}

/** Fewer than five are analyzed only where a reader chooses them. */
export const SLICES = 7;

const ANN = { id: 'MRN-4711', born: '19500101' };

/**
 * Two share a Study Instance UID; two a Patient ID, born on other days; the last two have nothing that tells them apart but that they
 * were given apart. The first has two studies, of which one is the other's prior.
 */
export const PATIENTS: readonly Patient[] = [
  { name: 'Doe^Ann', ...ANN, studyUid: '1.2.1', seriesCount: 3, priorFrom: 2, folder: 'a' },
  { name: 'Doe^Bob', id: 'B', studyUid: '1.2.1', seriesCount: 1, folder: 'b' },
  { name: 'Doe^Gus', ...ANN, born: '19510101', studyUid: '1.2.3', seriesCount: 1, folder: 'CT' },
  { name: '', id: '', studyUid: '', seriesCount: 1, folder: 'CT' },
  { name: '', id: '', studyUid: '', seriesCount: 1, folder: 'CT' },
];

/** Every pixel of a file says whose it is: 1..999. */
export const codeOf = ({ patient, series, slice }: Place): number =>
  1 + (patient * 4 + series) * 16 + slice;

/** Whose a pixel is. */
export function placeOf(code: number): Place {
  const rest = Math.round(code) - 1;
  const lot = Math.floor(rest / 16);
  return { patient: Math.floor(lot / 4), series: lot % 4, slice: rest % 16 };
}

/** A file of a patient, as it would be picked. */
export function fileAt(place: Place): File {
  const patient = PATIENTS[place.patient];
  if (patient === undefined) throw new RangeError('There is no such patient.');
  const { series, slice } = place;
  const seriesUid = `${patient.studyUid}.${place.patient}.${series}`;
  const uids: Dataset =
    patient.studyUid === ''
      ? {}
      : {
          StudyInstanceUID:
            series < (patient.priorFrom ?? 9) ? patient.studyUid : `${patient.studyUid}.9`,
          SeriesInstanceUID: seriesUid,
          SOPInstanceUID: `${seriesUid}.${slice + 1}`,
        };
  const bytes = writeDicomFile(
    {
      ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      Modality: 'CT',
      PatientName: patient.name,
      PatientID: patient.id,
      IssuerOfPatientID: patient.id === '' ? '' : 'MERCY',
      PatientBirthDate: patient.born ?? '',
      SeriesNumber: `${series + 1}`,
      InstanceNumber: `${slice + 1}`,
      ImagePositionPatient: `0\\0\\${5 * slice}`,
      ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: 4,
      Columns: 4,
      PixelSpacing: '1\\1',
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      RescaleIntercept: '0',
      RescaleSlope: '1',
      PixelData: new Array<number>(16).fill(codeOf(place)),
      ...uids,
    },
    { transferSyntaxUid: '1.2.840.10008.1.2.1' },
  );
  const name = `${place.patient}-${series}-${slice}.dcm`;
  const file = new File([new Uint8Array(bytes)], name);
  return Object.defineProperty(file, 'webkitRelativePath', { value: `${patient.folder}/${name}` });
}

/** Whose the pixels of a file are. */
export async function pixelOwner(bytes: Uint8Array, header?: SliceHeader): Promise<Place> {
  const outcome = readHeaders('x', bytes, { complete: true, size: bytes.length });
  const read = header ?? (outcome.kind === 'slices' ? outcome.slices[0] : undefined);
  if (read === undefined) throw new AppError('broken', 'not a slice');
  const frame = await decodeFrame(bytes, read);
  if (!frame.ok) throw new AppError(frame.reason.code, frame.reason.text);
  return placeOf(frame.value.pixels[0] ?? 0);
}
