import type { SliceHeader } from './slice-header.ts';

/** Slices of different groups never share a study; those of one may be several studies that must know of each other. */
export function studyGroup(header: SliceHeader): string {
  return header.studyInstanceUid || studyIdentity(header);
}

/**
 * Equal for the slices of one study, and for no others: Study Instance UID and patient. Files without UIDs (a usual result of
 * "anonymizing") are told apart by all that is left: folder, date, accession number, frame of reference.
 */
export function studyIdentity(header: SliceHeader): string {
  const { patientId, patientName, patientBirthDate, patientSex } = header.patient;
  const patient = `${patientId}\u0000${patientId === '' ? patientName : ''}`;
  if (header.studyInstanceUid !== '') return `${header.studyInstanceUid}\u0000${patient}`;
  if (header.seriesInstanceUid !== '') return `series:${header.seriesInstanceUid}\u0000${patient}`;
  return [
    'no-uid:',
    patient,
    patientBirthDate,
    patientSex,
    header.folder,
    header.studyDate,
    header.accessionNumber,
    header.frameOfReferenceUid ?? '',
  ].join('\u0000');
}
