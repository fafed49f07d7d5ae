import * as v from 'valibot';
import { LABELS, type Label, reaches } from '#base';

/** A value for each label. */
export const perLabel = (value: v.GenericSchema) =>
  v.looseObject(Object.fromEntries(LABELS.map((label) => [label, value])));

interface KeptPlace {
  readonly index: number;
}

/** Whether each slice ended once. */
export function isEachOnce(findings: {
  readonly slices: readonly KeptPlace[];
  readonly notAnalysed: readonly KeptPlace[];
}): boolean {
  const places = [...findings.slices, ...findings.notAnalysed].map(({ index }) => index);
  return new Set(places).size === places.length;
}

/** Whether what is flagged follows from its numbers, as `decide` has it: of whatever rule of flagging, a flag can neither be missing nor be made up. */
export function isFlaggedAsSaid(findings: {
  readonly probabilities: object;
  readonly thresholds?: object | undefined;
  readonly flagged: readonly Label[];
}): boolean {
  const { thresholds, flagged } = findings;
  if (thresholds === undefined) return true;
  const probabilities = findings.probabilities as Record<Label, number>;
  const over = LABELS.filter((label) =>
    reaches(probabilities[label], (thresholds as Record<Label, number>)[label]),
  );
  if (flagged.length === 0) return !(over.includes('any') && over.length > 0);
  const named = LABELS.filter((label) => label === 'any' || over.includes(label));
  return over.length > 0 && named.join() === [...flagged].join();
}
