import { type PatientIdentity, type SliceHeader, type Study, speakOfTwo } from '#dicom';
import { warnInRow } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';

/** What the files of one study, whatever their series, contradict each other in: whose they are, and of which day. */
export function patientChecks({ series }: Study): readonly SuitabilityCheck[] {
  const slices = series.flatMap((one) => [...one.slices, ...one.duplicates]);
  const dates = new Set(slices.flatMap(({ studyDate }) => studyDate || []));
  return [
    ...(haveTwoPatients(slices) ? [TWO_PATIENTS] : []),
    ...(dates.size > 1 ? [TWO_STUDIES] : []),
  ];
}

const TWO_PATIENTS = warnInRow(
  'patients-differ',
  'the files of this study have one Patient ID and different names, birth dates or sexes: two patients may be mixed',
  'two patients may be mixed',
);
const TWO_STUDIES = warnInRow(
  'patients-differ',
  'the files of this study state different study dates: two studies may be mixed',
  'two studies may be mixed',
);

function haveTwoPatients(slices: readonly SliceHeader[]): boolean {
  const different = new Map<string, PatientIdentity>();
  for (const { patient } of slices) {
    const { patientName, patientBirthDate, patientSex } = patient;
    different.set([patientName, patientBirthDate, patientSex].join('\u0000'), patient);
  }
  const all = [...different.values()];
  return all.some((one, at) => all.slice(at + 1).some((other) => speakOfTwo(one, other)));
}
