import type { StudyEntry } from '#store';
import { t } from '#texts';
import { ageText, sexText } from '../parts/age-text.ts';
import { clockText, dayText, statedClock, statedDay } from '../parts/moments.ts';

/** How a patient is called on the screen. */
export interface PatientText {
  readonly name: string;
  /** Sex, age, ID, date of the study: what there is, without the ID where names are masked. */
  readonly details: string;
  /** The same without the date. */
  readonly person: string;
}

/** Masked, a patient is a number in order of arrival: unlike all others, easily said, and nothing to know a person by. So is one whose name was not kept. */
export function patientText(entry: StudyEntry, masked: boolean): PatientText {
  const { number, summary } = entry;
  if (summary.withheld === true) {
    const came = new Date(entry.receivedAt);
    const details = t('came {day} {clock} · {notKept}', {
      day: dayText(came),
      clock: clockText(came),
      notKept: notKept(),
    });
    return { name: `#${number}`, details, person: notKept() };
  }
  const { patientName, patientId, patientSex, patientAgeYears } = summary;
  const person = [sexText(patientSex), ageText(patientAgeYears)];
  const when = dateText(summary.studyDate, summary.studyTime);
  const join = (parts: readonly string[]) => parts.filter(Boolean).join(' · ');
  if (masked) {
    return { name: `#${number}`, details: join([...person, when]), person: join(person) };
  }
  const known = [...person, patientName === '' ? '' : `ID ${patientId}`];
  return {
    name: patientName || patientId || t('No name in the file'),
    details: join([...known, when]),
    person: join(known),
  };
}

/** Whether the list has another patient of the same name: then the name alone is nobody's. */
export function hasNamesake({ summary }: StudyEntry, entries: Iterable<StudyEntry>): boolean {
  const { patientName, patientId } = summary;
  if (patientName === '') return false;
  for (const { summary: other } of entries) {
    if (other.patientName === patientName && other.patientId !== patientId) return true;
  }
  return false;
}

/** Of a study whose name was not kept: that, and what to do. */
export const notKept = (): string => `${t('name not kept')}: ${t('give the images again')}`;

/** "2026-03-14 09:05" of DICOM's DA and TM; as it stands where it is something else. */
export const dateText = (date: string, time: string): string =>
  [statedDay(date), statedClock(time)].filter(Boolean).join(' ');
