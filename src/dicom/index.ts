export { decodeText, displayPersonName } from './character-set.ts';
export { decodeFrame } from './decode-frame.ts';
export type { DecodedFrame } from './decoded-frame.ts';
export type { DicomElement, DicomValue, EncapsulatedPixels } from './dicom-element.ts';
export { chosenSeries, groupStudies, withChosenSeries } from './group-studies.ts';
export type { HeaderOutcome } from './read-headers.ts';
export { readHeaders } from './read-headers.ts';
export { readTags, type TagRow } from './read-tags.ts';
export type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';
export { sliceKey } from './slice-header.ts';
export type { Series, SeriesGeometry, SeriesRole, Study } from './study.ts';
export {
  encodeExplicitLittleEndian,
  transcodeToExplicitLittleEndian,
} from './transcode-to-explicit-little-endian.ts';
export type { PixelEncoding, TransferSyntax } from './transfer-syntax.ts';
export { transferSyntax } from './transfer-syntax.ts';
export { type WriteOptions, writeDicomFile } from './write-dicom-file.ts';
