export type { DecodedFrame } from './decoded-frame.ts';
export type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';
export { sliceKey } from './slice-header.ts';
export type { Series, SeriesGeometry, SeriesRole, Study } from './study.ts';
