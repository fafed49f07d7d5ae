import { LABEL_ABBREVIATIONS, type Label } from '#base';

/** "any hemorrhage, SDH". */
export const labelNames = (labels: readonly Label[]): string =>
  labels
    .map((label) => (label === 'any' ? 'any hemorrhage' : LABEL_ABBREVIATIONS[label]))
    .join(', ');
