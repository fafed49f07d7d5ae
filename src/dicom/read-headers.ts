import { type Mm, mm, type Reason } from '#base';
import { displayPersonName } from './character-set.ts';
import { DatasetValues } from './dataset-values.ts';
import { type FrameValues, frameValues } from './functional-groups.ts';
import { needsWholeFile, type ParsedDataset, parseDataset } from './parse-dataset.ts';
import type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';

/** What the first bytes of a file say. */
export type HeaderOutcome =
  | { readonly kind: 'slices'; readonly slices: readonly SliceHeader[] }
  /** The prefix ended too early: call again with more, or with all of it and `complete`. */
  | { readonly kind: 'need-more-bytes' }
  | { readonly kind: 'skipped'; readonly reason: Reason };

/** Rows and columns beyond this are refused before anything is allocated. */
export const MAX_MATRIX = 8192;
/** More frames than any CT has. */
export const MAX_FRAMES = 8192;

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

const skipped = (code: string, text: string): HeaderOutcome => ({
  kind: 'skipped',
  reason: { code, text },
});

/**
 * Reads the header of a file, one entry a frame, from its first bytes (16 KiB is enough for nearly every CT) or from the
 * whole file (`complete`). Never throws.
 */
export function readHeaders(
  sourceId: string,
  bytes: Uint8Array,
  options: { readonly complete?: boolean } = {},
): HeaderOutcome {
  const complete = options.complete ?? false;
  const parsed = parseDataset(bytes, { headerOnly: true });
  if (!parsed.ok) {
    if (!complete && (parsed.reason.code === 'broken' || bytes.length < 132)) {
      return { kind: 'need-more-bytes' };
    }
    return { kind: 'skipped', reason: parsed.reason };
  }
  const { dataset, transferSyntaxUid } = parsed.value;
  if (!complete && needsWholeFile(transferSyntaxUid)) return { kind: 'need-more-bytes' };
  const values = new DatasetValues(dataset);
  if (values.text('x00020002') === MEDIA_STORAGE_DIRECTORY || values.has('x00041220')) {
    return skipped('dicomdir', 'a DICOMDIR: an index of files, not an image');
  }
  if (!hasPixelData(parsed.value)) {
    if (!complete) return { kind: 'need-more-bytes' };
    return skipped('no-pixel-data', `no image in it (${describeObject(values)})`);
  }
  return describeImage(sourceId, values, transferSyntaxUid);
}

function hasPixelData({ dataset }: ParsedDataset): boolean {
  return ['x7fe00010', 'x7fe00008', 'x7fe00009'].some((tag) => dataset.elements[tag] !== undefined);
}

function describeObject(values: DatasetValues): string {
  return values.text('x00080060') || values.text('x00080016') || 'no modality';
}

function describeImage(
  sourceId: string,
  values: DatasetValues,
  transferSyntaxUid: string,
): HeaderOutcome {
  const modality = values.text('x00080060');
  if (modality !== '' && modality !== 'CT') {
    return skipped('not-ct', `not CT: modality ${modality}`);
  }
  const rows = values.uint16('x00280010') ?? 0;
  const columns = values.uint16('x00280011') ?? 0;
  if (rows < 1 || columns < 1) return skipped('broken', 'the image has no rows or columns');
  if (rows > MAX_MATRIX || columns > MAX_MATRIX) {
    return skipped('broken', `the image claims ${rows} x ${columns} pixels`);
  }
  const bitsAllocated = values.uint16('x00280100') ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) {
    return skipped('broken', `Bits Allocated is ${bitsAllocated}; 8, 16 and 32 are read`);
  }
  const frames = values.number('x00280008') ?? 1;
  const numberOfFrames = Number.isInteger(frames) && frames >= 1 ? frames : 1;
  if (numberOfFrames > MAX_FRAMES) return skipped('broken', `the image claims ${frames} frames`);
  const common = commonHeader(sourceId, values, {
    rows,
    columns,
    bitsAllocated,
    transferSyntaxUid,
  });
  const valuesOf = frameValues(values, numberOfFrames);
  const slices: SliceHeader[] = [];
  for (let frameIndex = 0; frameIndex < numberOfFrames; frameIndex += 1) {
    slices.push({
      ...common,
      ...geometry(valuesOf(frameIndex)),
      frameIndex,
      numberOfFrames,
    });
  }
  return { kind: 'slices', slices };
}

interface ImageBasics {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
  readonly transferSyntaxUid: string;
}

type PerFrame = ReturnType<typeof geometry>;

function commonHeader(
  sourceId: string,
  values: DatasetValues,
  { rows, columns, bitsAllocated, transferSyntaxUid }: ImageBasics,
): Omit<SliceHeader, keyof PerFrame | 'frameIndex' | 'numberOfFrames'> {
  const bitsStored = Math.min(bitsAllocated, values.uint16('x00280101') || bitsAllocated);
  const signed = values.uint16('x00280103') === 1;
  const padding = (tag: string): number | null => (signed ? values.int16(tag) : values.uint16(tag));
  return {
    sourceId,
    sopInstanceUid: values.text('x00080018') || values.text('x00020003') || `unnamed:${sourceId}`,
    sopClassUid: values.text('x00080016') || values.text('x00020002') || null,
    studyInstanceUid: values.text('x0020000d'),
    seriesInstanceUid: values.text('x0020000e'),
    frameOfReferenceUid: values.text('x00200052') || null,
    transferSyntaxUid,
    modality: values.text('x00080060'),
    imageType: values.texts('x00080008'),
    patient: patientIdentity(values),
    studyDate: values.text('x00080020'),
    studyTime: values.text('x00080030'),
    studyDescription: values.localText('x00081030'),
    accessionNumber: values.localText('x00080050'),
    seriesDescription: values.localText('x0008103e'),
    seriesNumber: values.number('x00200011'),
    instanceNumber: values.number('x00200013'),
    bodyPartExamined: values.text('x00180015'),
    contrastBolusAgent: values.localText('x00180010'),
    convolutionKernel: values.text('x00181210'),
    manufacturer: values.localText('x00080070'),
    manufacturerModelName: values.localText('x00081090'),
    kvp: values.number('x00180060'),
    gantryDetectorTilt: values.number('x00181120'),
    burnedInAnnotation: yesOrNo(values.text('x00280301'), 'YES', 'NO'),
    lossyImageCompression: yesOrNo(values.text('x00282110'), '01', '00'),
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    highBit: Math.min(bitsAllocated - 1, values.uint16('x00280102') ?? bitsStored - 1),
    samplesPerPixel: values.uint16('x00280002') ?? 1,
    photometricInterpretation: values.text('x00280004') || 'MONOCHROME2',
    pixelRepresentation: signed ? 1 : 0,
    pixelPaddingValue: padding('x00280120'),
    pixelPaddingRangeLimit: padding('x00280121'),
  };
}

function patientIdentity(values: DatasetValues): PatientIdentity {
  const age = /^(\d{1,3})([DWMY])$/.exec(values.text('x00101010'));
  const perYear = { D: 365.25, W: 52.18, M: 12, Y: 1 }[age?.[2] ?? 'Y'] ?? 1;
  return {
    patientId: values.localText('x00100020'),
    patientName: displayPersonName(values.localText('x00100010')),
    patientBirthDate: values.text('x00100030'),
    patientSex: values.text('x00100040'),
    patientAgeYears: age === null ? null : Number(age[1]) / perYear,
  };
}

/** The attributes that an Enhanced image may give frame by frame. */
function geometry(values: FrameValues) {
  const position = values.numbers('x00200032');
  const orientation = values.numbers('x00200037');
  const spacing = values.numbers('x00280030');
  return {
    imagePositionPatient: position.length === 3 ? vector(position, 0) : null,
    imageOrientationPatient:
      orientation.length === 6 ? ([vector(orientation, 0), vector(orientation, 3)] as const) : null,
    pixelSpacing: pair(spacing),
    sliceThickness: positive(values.number('x00180050')),
    spacingBetweenSlices: positive(values.number('x00180088')),
    rescaleSlope: values.number('x00281053'),
    rescaleIntercept: values.number('x00281052'),
    rescaleType: values.text('x00281054'),
    windowCenter: values.numbers('x00281050'),
    windowWidth: values.numbers('x00281051'),
    windowExplanation: values.texts('x00281055'),
    voiLutFunction: values.text('x00281056'),
  };
}

function vector(numbers: readonly number[], at: number): Vector3 {
  return [numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
}

function pair([row, column]: readonly number[]): readonly [Mm, Mm] | null {
  return row !== undefined && column !== undefined && row > 0 && column > 0
    ? [mm(row), mm(column)]
    : null;
}

function positive(value: number | null): Mm | null {
  return value !== null && value > 0 ? mm(value) : null;
}

function yesOrNo(value: string, yes: string, no: string): boolean | null {
  return value === yes ? true : value === no ? false : null;
}
