import { LABEL_ABBREVIATIONS, type Label } from '#base';
import { t } from '#texts';

/** "any hemorrhage, SDH". */
export const labelNames = (labels: readonly Label[]): string =>
  labels
    .map((label) => (label === 'any' ? t('any hemorrhage') : LABEL_ABBREVIATIONS[label]))
    .join(', ');
