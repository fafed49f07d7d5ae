import { LABELS, type LabelMap } from '#base';
import { toCsv } from './csv.ts';

/** A slice's probabilities under its SOP Instance UID. */
export interface SubmissionSlice {
  readonly sopInstanceUid: string;
  readonly probabilities: LabelMap<number>;
}

/**
 * The RSNA 2019 challenge's submission file: ID_<instance>_<label>,<probability>, six rows a slice, the types in
 * alphabetical order and `any` last. The challenge's own instances already start with "ID_".
 */
export function rsnaSubmissionCsv(slices: readonly SubmissionSlice[]): string {
  const order = [...LABELS.filter((label) => label !== 'any'), 'any' as const];
  const rows = slices.flatMap(({ sopInstanceUid, probabilities }) => {
    const id = sopInstanceUid.startsWith('ID_') ? sopInstanceUid : `ID_${sopInstanceUid}`;
    return order.map((label) => [`${id}_${label}`, probabilities[label]]);
  });
  return toCsv([['ID', 'Label'], ...rows]).replaceAll('\r\n', '\n');
}
