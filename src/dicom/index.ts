export type { DecodedFrame } from './decoded-frame.ts';
export type { DicomElement, DicomValue, EncapsulatedPixels } from './dicom-element.ts';
export type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';
export { sliceKey } from './slice-header.ts';
export type { Series, SeriesGeometry, SeriesRole, Study } from './study.ts';
export { type WriteOptions, writeDicomFile } from './write-dicom-file.ts';
