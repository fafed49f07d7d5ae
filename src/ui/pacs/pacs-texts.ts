import type { PacsState } from '#store';
import { t } from '#texts';
import { dateText } from '../worklist/patient-text.ts';

/** CT alone is what the list is for. */
const modalitiesText = (modalities: readonly string[]): string => {
  if (modalities.length === 0) return t('modality not stated');
  const text = modalities.join(', ');
  return text === 'CT' ? '' : text;
};

/** A row of the PACS's list as the screen says it. */
export interface RowText {
  readonly title: string;
  /** A line each, which may be cut: whose it is, if the title names somebody, and what was made. */
  readonly details: readonly string[];
  /** What it holds: short, and cut short it would be another count. */
  readonly extent: string;
}

/** Masked, a study is a time and what was made; nothing to know a person by. */
export function rowText(row: PacsState['rows'][number], masked: boolean): RowText {
  const { patientName, patientId, accessionNumber, description, modalities, instances } = row;
  const when = dateText(row.studyDate, row.studyTime);
  const person = masked
    ? []
    : [
        patientName === '' ? '' : `ID ${patientId}`,
        accessionNumber && t('Acc {number}', { number: accessionNumber }),
      ];
  const extent = [
    modalitiesText(modalities),
    instances === null ? '' : t('{n} object | {n} objects', { n: instances }),
  ];
  const isNamed = !masked && (patientName !== '' || patientId !== '');
  const title = isNamed ? patientName.replaceAll('^', ' ').trim() || patientId : when;
  const joined = (parts: readonly string[]) => parts.filter(Boolean).join(' · ');
  return {
    title: title || t('No date'),
    details: [joined(person), joined([isNamed ? when : '', description])].filter(Boolean),
    extent: joined(extent),
  };
}
