import type { Mm } from '#base';
import type { Described } from './series-words.ts';

/** Three components of a point or a direction in the patient's coordinate system (LPS), in mm or without unit. */
export type Vector3 = readonly [number, number, number];

/** What the patient module says, decoded by Specific Character Set. Never logged, never in file names, masked by default. */
export interface PatientIdentity {
  readonly patientId: string;
  /** Who gave the ID (0010,0021), or ''. */
  readonly issuerOfPatientId: string;
  /** Person name in display form (alphabetic group, "Family, Given"), or ''. */
  readonly patientName: string;
  readonly patientBirthDate: string;
  readonly patientSex: string;
  /** By Patient's Age (0010,1010), else by birth and study date, in years; null where neither tells. */
  readonly patientAgeYears: number | null;
}

/**
 * Everything this project reads from one image but its pixels. One entry a frame: a single-frame file gives one,
 * an Enhanced multi-frame file one for each frame. Attribute names are DICOM keywords.
 */
export interface SliceHeader {
  /** The byte source it came from: a key of the intake, unique in the session. */
  readonly sourceId: string;
  /** Opaque: equal for files of one folder, '' where that isn't known. Tells studies apart that have no UIDs. */
  readonly folder: string;
  /** 0-based frame in the file. */
  readonly frameIndex: number;
  readonly numberOfFrames: number;
  /** May be an illegal UID, as RSNA's are: an opaque key. Frame n > 0 shares it. */
  readonly sopInstanceUid: string;
  readonly sopClassUid: string | null;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string | null;
  readonly transferSyntaxUid: string;
  readonly modality: string;
  /** Acquisition Time, else that of Acquisition DateTime, in seconds of its day; null where neither is stated. */
  readonly acquiredAt: number | null;
  /** Content Time, in seconds of its day: when its pixels were made; null where it isn't stated. */
  readonly contentAt: number | null;
  /** Which scan it was reconstructed of: Irradiation Event UID, else `#` and the Acquisition Number; '' where neither is stated. */
  readonly acquisition: string;
  readonly imageType: readonly string[];
  readonly patient: PatientIdentity;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly studyDescription: string;
  readonly accessionNumber: string;
  readonly seriesDescription: string;
  readonly seriesNumber: number | null;
  readonly instanceNumber: number | null;
  readonly bodyPartExamined: string;
  readonly contrastBolusAgent: string;
  /** What the series' description, the agent and the kernel say that it is: judged where the file is read. */
  readonly described: readonly Described[];
  readonly convolutionKernel: string;
  readonly manufacturer: string;
  readonly manufacturerModelName: string;
  readonly kvp: number | null;
  readonly gantryDetectorTilt: number | null;
  readonly burnedInAnnotation: boolean | null;
  readonly lossyImageCompression: boolean | null;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  /** 0 unsigned, 1 two's complement. */
  readonly pixelRepresentation: 0 | 1;
  readonly pixelPaddingValue: number | null;
  readonly pixelPaddingRangeLimit: number | null;
  readonly rescaleSlope: number | null;
  readonly rescaleIntercept: number | null;
  readonly rescaleType: string;
  readonly windowCenter: readonly number[];
  readonly windowWidth: readonly number[];
  readonly windowExplanation: readonly string[];
  readonly voiLutFunction: string;
  /** Row spacing, column spacing, in mm. */
  readonly pixelSpacing: readonly [Mm, Mm] | null;
  readonly sliceThickness: Mm | null;
  readonly spacingBetweenSlices: Mm | null;
  readonly imagePositionPatient: Vector3 | null;
  /** Direction of the rows, then of the columns; NaN where stated and not readable. */
  readonly imageOrientationPatient: readonly [Vector3, Vector3] | null;
}

/** A slice's identity within a session and across reloads: SOP instance and frame. */
export function sliceKey(header: Pick<SliceHeader, 'sopInstanceUid' | 'frameIndex'>): string {
  return header.frameIndex === 0
    ? header.sopInstanceUid
    : `${header.sopInstanceUid}#${header.frameIndex + 1}`;
}
