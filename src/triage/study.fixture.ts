import { mm } from '#base';
import type { Series, SliceHeader, Study } from '#dicom';

/** A header of an unsigned 16-bit CT slice with rescale -1024, 5 mm apart. */
export function aHeader(index: number, given: Partial<SliceHeader> = {}): SliceHeader {
  return {
    sourceId: `source-${index}`,
    folder: '',
    frameIndex: 0,
    numberOfFrames: 1,
    sopInstanceUid: `1.2.${index}`,
    sopClassUid: null,
    studyInstanceUid: '1.2',
    seriesInstanceUid: '1.2.3',
    frameOfReferenceUid: null,
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    modality: 'CT',
    acquiredAt: null,
    contentAt: null,
    acquisition: '',
    imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    patient: PATIENT,
    studyDate: '',
    studyTime: '',
    studyDescription: 'CT head',
    accessionNumber: '',
    seriesDescription: 'head without contrast',
    seriesNumber: 2,
    instanceNumber: index + 1,
    bodyPartExamined: 'HEAD',
    contrastBolusAgent: '',
    described: [],
    convolutionKernel: 'H30s',
    manufacturer: '',
    manufacturerModelName: '',
    kvp: 120,
    gantryDetectorTilt: 0,
    burnedInAnnotation: false,
    lossyImageCompression: false,
    rows: 64,
    columns: 64,
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    bitsAllocated: 16,
    bitsStored: 16,
    highBit: 15,
    pixelRepresentation: 0,
    pixelPaddingValue: null,
    pixelPaddingRangeLimit: null,
    rescaleSlope: 1,
    rescaleIntercept: -1024,
    rescaleType: 'HU',
    windowCenter: [40],
    windowWidth: [80],
    windowExplanation: [],
    voiLutFunction: '',
    pixelSpacing: [mm(2.6), mm(2.6)],
    sliceThickness: mm(5),
    spacingBetweenSlices: null,
    imagePositionPatient: [0, 0, 5 * index],
    imageOrientationPatient: [
      [1, 0, 0],
      [0, 1, 0],
    ],
    ...given,
  };
}

const PATIENT = {
  patientId: 'P1',
  patientName: '',
  issuerOfPatientId: '',
  patientBirthDate: '',
  patientSex: '',
  patientAgeYears: 61,
};

/** A series of the given slices as grouping would make it. */
export function aSeries(slices: readonly SliceHeader[], given: Partial<Series> = {}): Series {
  return {
    key: 'series',
    seriesInstanceUid: '1.2.3',
    seriesDescription: slices[0]?.seriesDescription ?? '',
    seriesNumber: 2,
    modality: slices[0]?.modality ?? 'CT',
    slices,
    duplicates: [],
    cautions: [],
    geometry: {
      normal: [0, 0, 1],
      positions: slices.map((_, index) => mm(5 * index)),
      medianSpacing: mm(5),
      extent: mm(5 * (slices.length - 1)),
      tiltDegrees: 0,
      gapsAfter: [],
      orderedByInstanceNumber: false,
    },
    role: { kind: 'candidate' },
    ...given,
  };
}

/** A study of that one series, chosen. */
export function aStudy(series: Series): Study {
  return {
    key: 'study',
    studyInstanceUid: '1.2',
    patient: PATIENT,
    studyDate: '',
    studyTime: '',
    studyDescription: 'CT head',
    accessionNumber: '',
    series: [series],
    chosen: { seriesKey: series.key, reason: 'the only one' },
  };
}
