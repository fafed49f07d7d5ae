import { chosenSeries, type Study } from '#dicom';
import type { StudySummary } from './study-entry.ts';

const isSynthetic = (study: Study): boolean =>
  [
    study.studyDescription,
    study.patient.patientId,
    study.patient.patientName,
    ...study.series.flatMap(({ seriesDescription, slices }) => [
      seriesDescription,
      slices[0]?.manufacturer ?? '',
      ...(slices[0]?.imageType ?? []),
    ]),
  ].some((text) => /synthetic/i.test(text));

/** What the worklist says of a study. */
export function summarizeStudy(study: Study): StudySummary {
  const { patient } = study;
  return {
    studyInstanceUid: study.studyInstanceUid,
    patientId: patient.patientId,
    patientName: patient.patientName,
    patientSex: patient.patientSex,
    patientAgeYears: patient.patientAgeYears,
    studyDate: study.studyDate,
    studyTime: study.studyTime,
    studyDescription: study.studyDescription,
    accessionNumber: study.accessionNumber,
    seriesCount: study.series.length,
    sliceCount:
      chosenSeries(study)?.slices.length ??
      study.series.reduce((sum, { slices }) => sum + slices.length, 0),
    synthetic: isSynthetic(study),
  };
}
