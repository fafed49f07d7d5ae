import type { StudyEntry } from '#store';

/** How a patient is called on the screen. */
export interface PatientText {
  readonly name: string;
  /** Sex, age, ID, date of the study: what there is, without the ID where names are masked. */
  readonly details: string;
}

/** Masked, a patient is a number in order of arrival: unlike all others, easily said, and nothing to know a person by. */
export function patientText({ number, summary }: StudyEntry, masked: boolean): PatientText {
  const { patientName, patientId, patientSex, patientAgeYears } = summary;
  const person = [patientSex, patientAgeYears === null ? '' : `${Math.floor(patientAgeYears)} y`];
  const when = dateText(summary.studyDate, summary.studyTime);
  const join = (parts: readonly string[]) => parts.filter(Boolean).join(' · ');
  if (masked) {
    return { name: `#${number}`, details: join([...person, when]) };
  }
  return {
    name: patientName || patientId || 'No name in the file',
    details: join([...person, patientName === '' ? '' : `ID ${patientId}`, when]),
  };
}

/** "2026-03-14 09:05" of DICOM's DA and TM; as it stands where it is something else. */
export function dateText(date: string, time: string): string {
  const day = date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const clock = /^(\d{2})(\d{2})/.exec(time);
  return clock === null ? day : `${day} ${clock[1]}:${clock[2]}`.trim();
}
