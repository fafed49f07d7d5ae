import { LABEL_ABBREVIATIONS, type Label } from '#base';
import { namedTypes } from '#triage';
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
  return namedTypes(findings).map((label) => ({
    label,
    abbreviation: LABEL_ABBREVIATIONS[label],
    probability: findings.probabilities[label],
  }));
}
