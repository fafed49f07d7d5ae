import { type Mm, mm, type Reason, type ReasonCode } from '#base';
import { acquisitionOf, contrastAgent } from './acquisition.ts';
import { displayPersonName } from './character-set.ts';
import { DatasetValues, elementOf } from './dataset-values.ts';
import type { KeywordOf } from './dictionary.ts';
import { type DirectoryIndex, directoryIndex } from './directory-files.ts';
import { frameWords } from './frame-words.ts';
import { type FrameValues, frameValues } from './functional-groups.ts';
import type { UnreadInstance } from './instances-by-series.ts';
import { MOST_DEFLATE_RATIO, type ParsedDataset, parseDataset } from './parse-dataset.ts';
import { patientAge } from './patient-age.ts';
import type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';
import { transferSyntax } from './transfer-syntax.ts';

/** What the first bytes of a file say. */
export type HeaderOutcome =
  | { readonly kind: 'slices'; readonly slices: readonly SliceHeader[] }
  /** The prefix ended too early: call again with more, or with all of it and `complete`. */
  | { readonly kind: 'need-more-bytes' }
  | {
      readonly kind: 'skipped';
      readonly reason: Reason;
      /** Where the file says which series it is of. */
      readonly instance?: UnreadInstance;
      /** What a DICOMDIR says of the files beside it. */
      readonly directory?: DirectoryIndex;
    };

/** Rows and columns beyond this are refused before anything is allocated. */
const MAX_MATRIX = 8192;
/** More frames than any CT has. */
const MAX_FRAMES = 8192;
/** No frame is smaller: headers, which cost memory, are bounded by the bytes that were given. */
const LEAST_FRAME_BYTES = 64;

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';
/** An index of more bytes is of more files than a disk holds: it is not read. */
const LARGEST_DIRECTORY = 64 * 2 ** 20;

type Skipped = Extract<HeaderOutcome, { kind: 'skipped' }>;

const skipped = (code: ReasonCode, text: string): Skipped => ({
  kind: 'skipped',
  reason: { code, text },
});

/** What is known of a file besides its bytes. */
export interface HeaderOptions {
  /** The bytes are all there are. */
  readonly complete?: boolean;
  /** Of the whole file, in bytes: claims of more frames than it can hold are refused. */
  readonly size?: number;
  /** Opaque; equal for files of one folder. */
  readonly folder?: string | undefined;
}

/**
 * Reads the header of a file, one entry a frame, from its first bytes (16 KiB is enough for nearly every CT) or from the
 * whole file (`complete`). Never throws.
 */
export function readHeaders(
  sourceId: string,
  bytes: Uint8Array,
  options: HeaderOptions = {},
): HeaderOutcome {
  const complete = options.complete ?? false;
  const parsed = parseDataset(bytes, { wholeFile: false });
  if (!parsed.ok) {
    if (!complete && (parsed.reason.code === 'broken' || bytes.length < 132)) {
      return { kind: 'need-more-bytes' };
    }
    const start = parseDataset(bytes, { wholeFile: false, until: 'SeriesInstanceUID' });
    const broken: Skipped = { kind: 'skipped', reason: parsed.reason };
    return start.ok
      ? ofItsSeries(broken, sourceId, new DatasetValues(start.value.dataset))
      : broken;
  }
  const { dataset, transferSyntaxUid } = parsed.value;
  const values = new DatasetValues(dataset);
  if (
    values.text('MediaStorageSOPClassUID') === MEDIA_STORAGE_DIRECTORY ||
    values.has('DirectoryRecordSequence')
  ) {
    const size = options.size ?? bytes.length;
    if (!complete && size <= LARGEST_DIRECTORY) return { kind: 'need-more-bytes' };
    const directory = complete ? directoryIndex(values) : null;
    const reason = {
      code: 'dicomdir',
      text: 'a DICOMDIR: an index of files, not an image',
    } as const;
    return { kind: 'skipped', reason, ...(directory?.files.length ? { directory } : {}) };
  }
  if (!hasPixelData(parsed.value)) {
    if (!complete) return { kind: 'need-more-bytes' };
    const object = values.text('Modality') || values.text('SOPClassUID');
    const what =
      object === '' ? 'neither an image nor a modality in it' : `no image in it (${object})`;
    return ofItsSeries(skipped('no-pixel-data', what), sourceId, values);
  }
  const size = options.size ?? (complete ? bytes.length : Number.POSITIVE_INFINITY);
  const image = describeImage(
    { sourceId, folder: options.folder ?? '', transferSyntaxUid },
    values,
    pixelBytes(parsed.value, size),
  );
  return image.kind === 'skipped' ? ofItsSeries(image, sourceId, values) : image;
}

/** A file that is left out, with the series that misses it. */
function ofItsSeries(left: Skipped, sourceId: string, values: DatasetValues): Skipped {
  const seriesInstanceUid = values.text('SeriesInstanceUID');
  if (seriesInstanceUid === '') return left;
  const instance = {
    sopInstanceUid: values.text('SOPInstanceUID') || `unnamed:${sourceId}`,
    seriesInstanceUid,
    studyInstanceUid: values.text('StudyInstanceUID'),
    reason: left.reason,
  };
  return { ...left, instance };
}

const PIXELS = ['PixelData', 'FloatPixelData', 'DoubleFloatPixelData'] as const;

function hasPixelData({ dataset }: ParsedDataset): boolean {
  return PIXELS.some((keyword) => elementOf(dataset, keyword) !== undefined);
}

/** Bytes that can hold pixels: what the element says is there, as far as the file goes. */
function pixelBytes({ dataset, transferSyntaxUid }: ParsedDataset, size: number): PixelBytes {
  const element = elementOf(dataset, 'PixelData');
  if (element === undefined) return { encapsulated: false, most: Number.POSITIVE_INFINITY };
  const encapsulated = element.hadUndefinedLength === true;
  const deflated = transferSyntax(transferSyntaxUid).encoding === 'deflated';
  const there = deflated ? size * MOST_DEFLATE_RATIO : Math.max(0, size - element.dataOffset);
  return { encapsulated, most: encapsulated ? there : Math.min(there, element.length) };
}

interface PixelBytes {
  readonly encapsulated: boolean;
  readonly most: number;
}

/** What a header needs to know of its file. */
interface FileBasics {
  readonly sourceId: string;
  readonly folder: string;
  readonly transferSyntaxUid: string;
}

function describeImage(file: FileBasics, values: DatasetValues, pixels: PixelBytes): HeaderOutcome {
  const modality = values.text('Modality');
  if (modality !== '' && modality !== 'CT') {
    return skipped('not-ct', `not CT: modality ${modality}`);
  }
  const rows = values.uint16('Rows') ?? 0;
  const columns = values.uint16('Columns') ?? 0;
  if (rows < 1 || columns < 1) return skipped('broken', 'the image has no rows or columns');
  if (rows > MAX_MATRIX || columns > MAX_MATRIX) {
    return skipped('broken', `the image claims ${rows} x ${columns} pixels`);
  }
  const bitsAllocated = values.uint16('BitsAllocated') ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) {
    return skipped('broken', `Bits Allocated is ${bitsAllocated}; 8, 16 and 32 are read`);
  }
  const frames = values.number('NumberOfFrames') ?? 1;
  const numberOfFrames = Number.isInteger(frames) && frames >= 1 ? frames : 1;
  const common = commonHeader(file, values, { rows, columns, bitsAllocated });
  const mostFrames = framesThatFit(common, pixels);
  if (numberOfFrames > MAX_FRAMES || (numberOfFrames > 1 && numberOfFrames > mostFrames)) {
    return skipped(
      'too-many-frames',
      `the image claims ${numberOfFrames} frames; there are bytes for ${Math.min(mostFrames, MAX_FRAMES)} at most`,
    );
  }
  const valuesOf = frameValues(values, numberOfFrames);
  const wordsOf = frameWords(values, common);
  const slices: SliceHeader[] = [];
  for (let frameIndex = 0; frameIndex < numberOfFrames; frameIndex += 1) {
    const frame = valuesOf(frameIndex);
    slices.push({
      ...common,
      ...wordsOf(frame),
      ...geometry(frame),
      frameIndex,
      numberOfFrames,
    });
  }
  return { kind: 'slices', slices };
}

/**
 * Frames that the pixel data can mean. A file that was cut short keeps the frames that are missing, as not analyzed, while at least half
 * are there; a claim of more is no image but a trap: each header costs memory.
 */
function framesThatFit(
  header: Pick<SliceHeader, 'rows' | 'columns' | 'samplesPerPixel' | 'bitsAllocated'>,
  { encapsulated, most }: PixelBytes,
): number {
  const { rows, columns, samplesPerPixel, bitsAllocated } = header;
  const frameBytes = encapsulated ? 0 : (rows * columns * samplesPerPixel * bitsAllocated) / 8;
  const least = Math.max(LEAST_FRAME_BYTES, frameBytes);
  return Math.ceil(most / least) * (encapsulated ? 1 : 2);
}

interface ImageBasics {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
}

type PerFrame = ReturnType<typeof geometry> & ReturnType<ReturnType<typeof frameWords>>;

function commonHeader(
  { sourceId, folder, transferSyntaxUid }: FileBasics,
  values: DatasetValues,
  { rows, columns, bitsAllocated }: ImageBasics,
): Omit<SliceHeader, keyof PerFrame | 'frameIndex' | 'numberOfFrames'> {
  const bitsStored = Math.min(bitsAllocated, values.uint16('BitsStored') || bitsAllocated);
  const signed = values.uint16('PixelRepresentation') === 1;
  const seriesDescription = values.localText('SeriesDescription');
  const contrastBolusAgent = contrastAgent(values);
  const sopClassUid = values.text('SOPClassUID') || values.text('MediaStorageSOPClassUID');
  const padding = (keyword: KeywordOf<'US|SS'>): number | null =>
    signed ? values.int16(keyword) : values.uint16(keyword);
  return {
    sourceId,
    folder,
    sopInstanceUid:
      values.text('SOPInstanceUID') ||
      values.text('MediaStorageSOPInstanceUID') ||
      `unnamed:${sourceId}`,
    sopClassUid: sopClassUid || null,
    studyInstanceUid: values.text('StudyInstanceUID'),
    seriesInstanceUid: values.text('SeriesInstanceUID'),
    frameOfReferenceUid: values.text('FrameOfReferenceUID') || null,
    transferSyntaxUid,
    modality: values.text('Modality'),
    ...acquisitionOf(values),
    patient: patientIdentity(values),
    studyDate: values.text('StudyDate'),
    studyTime: values.text('StudyTime'),
    studyDescription: values.localText('StudyDescription'),
    accessionNumber: values.localText('AccessionNumber'),
    seriesDescription,
    seriesNumber: values.number('SeriesNumber'),
    instanceNumber: values.number('InstanceNumber'),
    bodyPartExamined: values.text('BodyPartExamined'),
    contrastBolusAgent,
    manufacturer: values.localText('Manufacturer'),
    manufacturerModelName: values.localText('ManufacturerModelName'),
    gantryDetectorTilt: values.number('GantryDetectorTilt'),
    burnedInAnnotation: yesOrNo(values.text('BurnedInAnnotation'), 'YES', 'NO'),
    lossyImageCompression: yesOrNo(values.text('LossyImageCompression'), '01', '00'),
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    highBit: Math.min(bitsAllocated - 1, values.uint16('HighBit') ?? bitsStored - 1),
    samplesPerPixel: values.uint16('SamplesPerPixel') ?? 1,
    photometricInterpretation: values.text('PhotometricInterpretation') || 'MONOCHROME2',
    pixelRepresentation: signed ? 1 : 0,
    pixelPaddingValue: padding('PixelPaddingValue'),
    pixelPaddingRangeLimit: padding('PixelPaddingRangeLimit'),
  };
}

function patientIdentity(values: DatasetValues): PatientIdentity {
  const patientBirthDate = values.text('PatientBirthDate');
  const stated = values.text('PatientAge');
  return {
    patientId: values.localText('PatientID'),
    issuerOfPatientId: values.localText('IssuerOfPatientID'),
    patientName: displayPersonName(values.localText('PatientName')),
    patientBirthDate,
    patientSex: values.text('PatientSex'),
    patientAgeYears: patientAge(stated, patientBirthDate, values.text('StudyDate')),
  };
}

/** The attributes that an Enhanced image may give frame by frame. */
function geometry(values: FrameValues) {
  const position = values.numbers('ImagePositionPatient');
  const orientation = values.numbers('ImageOrientationPatient');
  const spacing = values.numbers('PixelSpacing');
  return {
    imagePositionPatient: position.length === 3 ? vector(position, 0) : null,
    imageOrientationPatient: orientationOf(orientation, values.text('ImageOrientationPatient')),
    pixelSpacing: pair(spacing),
    sliceThickness: positive(values.number('SliceThickness')),
    spacingBetweenSlices: positive(values.number('SpacingBetweenSlices')),
    rescaleSlope: values.single('RescaleSlope'),
    rescaleIntercept: values.single('RescaleIntercept'),
    rescaleType: values.localText('RescaleType'),
    windowCenter: values.numbers('WindowCenter'),
    windowWidth: values.numbers('WindowWidth'),
    windowExplanation: values.localTexts('WindowCenterWidthExplanation'),
    voiLutFunction: values.text('VOILUTFunction'),
  };
}

/** Stated, but not as six numbers, is not the same as absent: NaN says so. */
function orientationOf(
  numbers: readonly number[],
  text: string,
): SliceHeader['imageOrientationPatient'] {
  if (numbers.length === 6) return [vector(numbers, 0), vector(numbers, 3)];
  const unreadable: Vector3 = [Number.NaN, Number.NaN, Number.NaN];
  return text === '' ? null : [unreadable, unreadable];
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
