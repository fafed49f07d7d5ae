export { chosenSeries, withChosenSeries } from './chosen-series.ts';
export type { Dataset, EncapsulatedPixels, RawElement } from './dataset.ts';
export { decodeFrame } from './decode-frame.ts';
export type { DecodedFrame } from './decoded-frame.ts';
export { type Deidentified, type Deidentifier, deidentifier } from './deidentify.ts';
export type { Keyword } from './dictionary.ts';
export type { DirectoryIndex } from './directory-files.ts';
export { type DuplicateKinds, duplicateKinds } from './duplicate-kinds.ts';
export { encodeExplicitLittleEndian } from './encode-explicit-little-endian.ts';
export { groupStudies } from './group-studies.ts';
export { isIdentifying } from './identifying.ts';
export {
  type BesideSlices,
  type ContradictedInstance,
  type InstanceOfSeries,
  InstancesBySeries,
  type UnreadInstance,
} from './instances-by-series.ts';
export { isLegalUid } from './legal-uid.ts';
export { type LinkedSlice, linkSeries, type SeriesLink } from './link-series.ts';
export { isUsualVoltage } from './other-values.ts';
export type { HeaderOutcome } from './read-headers.ts';
export { readHeaders } from './read-headers.ts';
export { readIdentity, type StudyIdentity } from './read-identity.ts';
export { type InstanceIds, readInstanceIds } from './read-instance-ids.ts';
export { readTags, type TagRow } from './read-tags.ts';
export { isSamePatient, speakOfTwo } from './same-patient.ts';
export { type ScanOrder, scanOrder } from './scan-order.ts';
export { ONE_SCAN_SECONDS, secondsFrom } from './scan-times.ts';
export { seriesCautions } from './series-cautions.ts';
export { dot } from './series-geometry.ts';
export { agentNamed, isSharpKernel, plainWords, saysContrast } from './series-words.ts';
export type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';
export { sliceKey } from './slice-header.ts';
export { type RowSlice, slicesInRow } from './slices-in-row.ts';
export type { Caution, Series, SeriesGeometry, SeriesRole, Study } from './study.ts';
export { studyGroup } from './study-identity.ts';
export { MOST_TILT_DEGREES } from './tilt-caution.ts';
export type { PixelEncoding, TransferSyntax } from './transfer-syntax.ts';
export { isLossy, transferSyntax } from './transfer-syntax.ts';
export { type WriteOptions, writeDicomFile } from './write-dicom-file.ts';
