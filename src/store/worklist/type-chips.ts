import { LABEL_ABBREVIATIONS, LABELS, type Label } from '#base';
import { rowFindings, type StudyEntry } from './study-entry.ts';

/** A flagged type as the row shows it. */
export interface TypeChip {
  readonly label: Label;
  readonly abbreviation: string;
  readonly probability: number;
}

/** The flagged types of a study that is ranked by them, the likeliest first. Made for the rows that are drawn: held for all of a day they were a sixth of it. */
export function typeChips(entry: StudyEntry): readonly TypeChip[] {
  const findings = rowFindings(entry);
  if (findings === null) return [];
  return findings.flagged
    .filter((label) => label !== 'any')
    .map((label) => ({
      label,
      abbreviation: LABEL_ABBREVIATIONS[label],
      probability: findings.probabilities[label],
    }))
    .sort(
      (a, b) => b.probability - a.probability || LABELS.indexOf(a.label) - LABELS.indexOf(b.label),
    );
}
