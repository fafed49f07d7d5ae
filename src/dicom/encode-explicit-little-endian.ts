import type { Dataset } from './dataset.ts';
import type { DecodedFrame } from './decoded-frame.ts';
import type { SliceHeader } from './slice-header.ts';
import { EXPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';
import { writeDicomFile } from './write-dicom-file.ts';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/**
 * A single-frame Part 10 file with the frame's stored values as raw explicit little endian, for a viewer that must not run the
 * codecs itself. It carries what display needs and nothing of the patient module.
 */
export function encodeExplicitLittleEndian(
  header: SliceHeader,
  frame: DecodedFrame,
): Uint8Array<ArrayBuffer> {
  return writeDicomFile(
    { ...identity(header), ...geometry(header), ...display(header), ...pixels(header, frame) },
    { transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN, sopClassUid: CT_IMAGE_STORAGE },
  );
}

const identity = (header: SliceHeader): Dataset => ({
  SpecificCharacterSet: 'ISO_IR 192',
  SOPClassUID: CT_IMAGE_STORAGE,
  SOPInstanceUID: header.sopInstanceUid,
  Modality: header.modality || 'CT',
  StudyInstanceUID: header.studyInstanceUid,
  SeriesInstanceUID: header.seriesInstanceUid,
  InstanceNumber: header.instanceNumber ?? undefined,
  FrameOfReferenceUID: header.frameOfReferenceUid || undefined,
});

const geometry = (header: SliceHeader): Dataset => ({
  SliceThickness: header.sliceThickness ?? undefined,
  SpacingBetweenSlices: header.spacingBetweenSlices ?? undefined,
  ImagePositionPatient: header.imagePositionPatient ?? undefined,
  ImageOrientationPatient: finite(header.imageOrientationPatient?.flat()),
  PixelSpacing: header.pixelSpacing ?? undefined,
});

/** What is stated and not readable has no place in a valid file. */
const finite = (numbers: readonly number[] | undefined) =>
  numbers?.every(Number.isFinite) === true ? numbers : undefined;

const display = (header: SliceHeader): Dataset => ({
  WindowCenter: unlessEmpty(header.windowCenter),
  WindowWidth: unlessEmpty(header.windowWidth),
  WindowCenterWidthExplanation: header.windowExplanation.join('\\') || undefined,
  VOILUTFunction: header.voiLutFunction || undefined,
  RescaleIntercept: header.rescaleIntercept ?? undefined,
  RescaleSlope: header.rescaleSlope ?? undefined,
  RescaleType: header.rescaleType || undefined,
});

function pixels(header: SliceHeader, { pixels: values, rows, columns }: DecodedFrame): Dataset {
  const bits = values.BYTES_PER_ELEMENT * 8;
  const signed = values instanceof Int16Array || values instanceof Int32Array;
  const inverted = header.photometricInterpretation === 'MONOCHROME1';
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: inverted ? 'MONOCHROME1' : 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: signed ? 1 : 0,
    // Their VRs hold 16 bits.
    PixelPaddingValue: bits === 32 ? undefined : (header.pixelPaddingValue ?? undefined),
    PixelPaddingRangeLimit: bits === 32 ? undefined : (header.pixelPaddingRangeLimit ?? undefined),
    PixelData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  };
}

const unlessEmpty = (numbers: readonly number[]): readonly number[] | undefined =>
  numbers.length === 0 ? undefined : numbers;
