import type { LabelMap } from '#base';

/** A code of SNOMED CT with its meaning. */
export interface FindingCode {
  readonly value: string;
  readonly meaning: string;
}

/** What each label is called in SNOMED CT. */
export const FINDING_CODES: LabelMap<FindingCode> = {
  any: { value: '1386000', meaning: 'Intracranial hemorrhage' },
  epidural: { value: '82999001', meaning: 'Epidural hemorrhage' },
  intraparenchymal: { value: '274100004', meaning: 'Cerebral hemorrhage' },
  intraventricular: { value: '23276006', meaning: 'Intraventricular hemorrhage' },
  subarachnoid: { value: '21454007', meaning: 'Subarachnoid hemorrhage' },
  subdural: { value: '35486000', meaning: 'Subdural hemorrhage' },
};
