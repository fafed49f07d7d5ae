import { type Dataset, writeDicomFile } from '#dicom';
import { burnInMark } from './burn-in.ts';
import { scanPhantom } from './phantom.ts';
import { sampleUid } from './sample-uid.ts';
import type { SampleStudy } from './studies.ts';

const SIZE = 512;
const SPACING_MM = 0.48;
/** Height of the lowest slice, mm: just below the skull base. */
export const LOWEST_MM = -46;
const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
/** What the RSNA set's second writer puts outside the field of view. */
const PADDING = -2000;

/** A file of a sample study. */
export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Paints and writes every slice of a study, in the tag style of the RSNA 2019 set, few tags, but with UIDs that are UIDs. */
export function writeStudy(study: SampleStudy): readonly SampleFile[] {
  const scanner = scanPhantom({
    seed: study.seed,
    shape: study.shape,
    lesions: study.lesions,
    turn: study.turnDegrees,
    noiseHu: study.noiseHu,
  });
  return Array.from({ length: study.slices }, (_, index) => {
    const z = LOWEST_MM + index * study.spacingMm;
    const values = scanner.slice({
      size: SIZE,
      spacing: SPACING_MM,
      z,
      thicknessMm: study.spacingMm,
      tiltDegrees: study.tiltDegrees,
    });
    burnInMark(values, SIZE);
    const number = String(index + 1).padStart(2, '0');
    const instance = sampleUid('instance', study.id, number);
    return {
      name: `ID_synthetic_${study.id}_${number}.dcm`,
      bytes: writeSlice(study, values, instance, z),
    };
  });
}

function writeSlice(
  study: SampleStudy,
  values: Float32Array,
  instance: string,
  z: number,
): Uint8Array {
  const old = study.family === 'implicit-12-bit';
  return writeDicomFile(
    { ...identity(study, instance), ...geometry(study, z), ...pixels(values, old) },
    {
      transferSyntaxUid: old ? '1.2.840.10008.1.2' : '1.2.840.10008.1.2.1',
      sopClassUid: CT_IMAGE_STORAGE,
    },
  );
}

function identity(study: SampleStudy, instance: string): Dataset {
  return {
    SOPInstanceUID: instance,
    Modality: 'CT',
    StudyDescription: 'SYNTHETIC head, painted by a program',
    SeriesDescription: study.seriesDescription,
    PatientName: `SYNTHETIC^${study.title}`,
    PatientID: `SYNTHETIC-${study.id}`,
    StudyInstanceUID: sampleUid('study', study.id),
    SeriesInstanceUID: sampleUid('series', study.id),
    StudyID: '',
    ImageComments: 'SYNTHETIC: not a patient',
  };
}

function geometry(study: SampleStudy, z: number): Dataset {
  const tilt = (study.tiltDegrees * Math.PI) / 180;
  const half = (SIZE / 2) * SPACING_MM;
  const column = [0, Math.cos(tilt), Math.sin(tilt)];
  const corner = [-half, -half * Math.cos(tilt), z - half * Math.sin(tilt)];
  const text = (numbers: readonly number[]): string =>
    numbers.map((number) => number.toFixed(5)).join('\\');
  return {
    ImagePositionPatient: text(corner),
    ImageOrientationPatient: text([1, 0, 0, ...column]),
    PixelSpacing: text([SPACING_MM, SPACING_MM]),
  };
}

/** Stored values: 12 bits unsigned from -1024, or 16 bits signed with padding outside the round field of view. */
function pixels(values: Float32Array, old: boolean): Dataset {
  const stored = new Int16Array(values.length);
  const radius2 = (SIZE / 2 - 1) ** 2;
  values.forEach((hu, at) => {
    const x = (at % SIZE) - SIZE / 2;
    const y = Math.floor(at / SIZE) - SIZE / 2;
    const outside = x * x + y * y > radius2;
    const value = Math.min(4095, Math.max(0, Math.round(hu) + 1024));
    // Outside the field both hold a constant, but for the mark.
    stored[at] = outside && hu < 300 ? (old ? 0 : PADDING) : value;
  });
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: SIZE,
    Columns: SIZE,
    BitsAllocated: 16,
    BitsStored: old ? 12 : 16,
    HighBit: old ? 11 : 15,
    PixelRepresentation: old ? 0 : 1,
    PixelPaddingValue: old ? undefined : PADDING,
    WindowCenter: old ? '00036\\00036' : '40',
    WindowWidth: old ? '00080\\00080' : '120',
    RescaleIntercept: old ? '-1024' : '-1024.000000',
    RescaleSlope: '1',
    PixelData: new Uint8Array(stored.buffer),
  };
}
