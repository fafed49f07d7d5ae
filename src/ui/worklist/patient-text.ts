import type { StudyEntry } from '#store';

/** How a patient is called on the screen. */
export interface PatientText {
  readonly name: string;
  /** Sex, age, ID, date of the study: what there is, without the ID where names are masked. */
  readonly details: string;
}

/** Masked, a patient is a number in order of arrival: unlike all others, easily said, and nothing to know a person by. So is one whose name was not kept. */
export function patientText(entry: StudyEntry, masked: boolean): PatientText {
  const { number, summary, receivedAt } = entry;
  if (summary.withheld === true) {
    return { name: `#${number}`, details: `came ${momentText(receivedAt)} · ${NOT_KEPT}` };
  }
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

/** Of a study whose name was not kept: what to do. */
export const NOT_KEPT = 'name not kept: give the images again';

/** "2026-03-14 09:05" in local time. */
function momentText(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** "2026-03-14 09:05" of DICOM's DA and TM; as it stands where it is something else. */
export function dateText(date: string, time: string): string {
  const day = date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const clock = /^(\d{2})(\d{2})/.exec(time);
  return clock === null ? day : `${day} ${clock[1]}:${clock[2]}`.trim();
}
