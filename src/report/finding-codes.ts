import type { LabelMap } from '#base';

/** A code with its meaning in the scheme's own words. */
export interface FindingCode {
  readonly scheme: 'SCT' | typeof LOCAL_SCHEME;
  readonly value: string;
  readonly meaning: string;
}

/** This project's own codes: for what has no public code, or none that could be looked up. */
export const LOCAL_SCHEME = '99ICHTRIAGE';

/**
 * What each label is called in SNOMED CT. Every public code was found in a reference with its meaning (docs/decisions/
 * 06-report-codes-looked-up.md says where); a label without such a find has a code of our own rather than a guessed one.
 */
export const FINDING_CODES: LabelMap<FindingCode> = {
  // DICOM PS3.16 uses it too.
  any: { scheme: 'SCT', value: '1386000', meaning: 'Intracranial hemorrhage' },
  // OMOP vocabulary (Athena), SNOMED.
  epidural: { scheme: 'SCT', value: '82999001', meaning: 'Epidural intracranial hemorrhage' },
  // OMOP vocabulary, concept 376713, as in OHDSI's LEGEND cohorts. The label also covers cerebellum and brain stem.
  intraparenchymal: { scheme: 'SCT', value: '274100004', meaning: 'Cerebral hemorrhage' },
  // No reference that could be read names its SNOMED CT code.
  intraventricular: {
    scheme: LOCAL_SCHEME,
    value: 'intraventricular',
    meaning: 'Intraventricular hemorrhage',
  },
  // OMOP vocabulary, concept 432923; stroke registries' FHIR value sets.
  subarachnoid: {
    scheme: 'SCT',
    value: '21454007',
    meaning: 'Subarachnoid intracranial hemorrhage',
  },
  // OMOP vocabulary (Athena), SNOMED.
  subdural: { scheme: 'SCT', value: '35486000', meaning: 'Subdural intracranial hemorrhage' },
};
