import type { DecodedFrame } from './decoded-frame.ts';
import type { DicomElement } from './dicom-element.ts';
import type { SliceHeader } from './slice-header.ts';
import { writeDicomFile } from './write-dicom-file.ts';

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';

/**
 * A single-frame Part 10 file with the frame's stored values as raw explicit little endian, for a viewer that must not run the
 * codecs itself. It carries what display needs and nothing of the patient module.
 */
export function encodeExplicitLittleEndian(
  header: SliceHeader,
  frame: DecodedFrame,
): Uint8Array<ArrayBuffer> {
  const elements = [...identity(header), ...geometry(header), ...pixelModule(header, frame)];
  return writeDicomFile(elements, {
    transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN,
    sopClassUid: CT_IMAGE_STORAGE,
  });
}

function identity(header: SliceHeader): DicomElement[] {
  return [
    { tag: '00080005', vr: 'CS', value: 'ISO_IR 192' },
    { tag: '00080016', vr: 'UI', value: CT_IMAGE_STORAGE },
    { tag: '00080018', vr: 'UI', value: header.sopInstanceUid },
    { tag: '00080060', vr: 'CS', value: header.modality || 'CT' },
    { tag: '0020000D', vr: 'UI', value: header.studyInstanceUid },
    { tag: '0020000E', vr: 'UI', value: header.seriesInstanceUid },
    ...numbers('00200013', 'IS', header.instanceNumber),
    ...text('00200052', 'UI', header.frameOfReferenceUid ?? ''),
  ];
}

function geometry(header: SliceHeader): DicomElement[] {
  return [
    ...numbers('00180050', 'DS', header.sliceThickness),
    ...numbers('00180088', 'DS', header.spacingBetweenSlices),
    ...numbers('00200032', 'DS', header.imagePositionPatient),
    ...numbers('00200037', 'DS', header.imageOrientationPatient?.flat() ?? null),
    ...numbers('00280030', 'DS', header.pixelSpacing),
  ];
}

function pixelModule(header: SliceHeader, frame: DecodedFrame): DicomElement[] {
  const { pixels, rows, columns } = frame;
  const { bits, signed } = layoutOf(pixels);
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const paddingVr = signed ? 'SS' : 'US';
  const inverted = header.photometricInterpretation === 'MONOCHROME1';
  return [
    { tag: '00280002', vr: 'US', value: 1 },
    { tag: '00280004', vr: 'CS', value: inverted ? 'MONOCHROME1' : 'MONOCHROME2' },
    { tag: '00280010', vr: 'US', value: rows },
    { tag: '00280011', vr: 'US', value: columns },
    { tag: '00280100', vr: 'US', value: bits },
    { tag: '00280101', vr: 'US', value: bits },
    { tag: '00280102', vr: 'US', value: bits - 1 },
    { tag: '00280103', vr: 'US', value: signed ? 1 : 0 },
    ...(bits === 32 ? [] : numbers('00280120', paddingVr, header.pixelPaddingValue)),
    ...(bits === 32 ? [] : numbers('00280121', paddingVr, header.pixelPaddingRangeLimit)),
    ...numbers('00281050', 'DS', header.windowCenter),
    ...numbers('00281051', 'DS', header.windowWidth),
    ...numbers('00281052', 'DS', header.rescaleIntercept),
    ...numbers('00281053', 'DS', header.rescaleSlope),
    ...text('00281054', 'LO', header.rescaleType),
    ...text('00281055', 'LO', header.windowExplanation.join('\\')),
    ...text('00281056', 'CS', header.voiLutFunction),
    { tag: '7FE00010', vr: bits === 8 ? 'OB' : 'OW', value: bytes },
  ];
}

function layoutOf(pixels: DecodedFrame['pixels']): {
  readonly bits: number;
  readonly signed: boolean;
} {
  return {
    bits: pixels.BYTES_PER_ELEMENT * 8,
    signed: pixels instanceof Int16Array || pixels instanceof Int32Array,
  };
}

function numbers(
  tag: string,
  vr: string,
  value: number | readonly number[] | null,
): DicomElement[] {
  return value === null || (Array.isArray(value) && value.length === 0) ? [] : [{ tag, vr, value }];
}

function text(tag: string, vr: string, value: string): DicomElement[] {
  return value === '' ? [] : [{ tag, vr, value }];
}
