import { HEMORRHAGE_TYPES } from '#base';

/** A type that a reader can name: all five of the label set, those that the model may not name included. */
export type HemorrhageType = (typeof HEMORRHAGE_TYPES)[number];

/**
 * What a reader says of a study. 'none' is a word about hemorrhage alone: the reader saw none. It never means that a head is normal.
 * 'agree' and 'disagree' are of earlier versions of this program, which asked about the flag; they can be read and no longer given.
 */
export type Verdict =
  | {
      readonly kind: 'hemorrhage';
      /** In the order of the label set; empty where the reader named none. */
      readonly types: readonly HemorrhageType[];
      /** The types are the flagged ones and the reader changed none of them. */
      readonly asFlagged: boolean;
    }
  | { readonly kind: 'none' | 'unsure' | 'agree' | 'disagree' };

/** The kinds that a reader can give. */
export const VERDICT_KINDS = ['hemorrhage', 'none', 'unsure'] as const;

/** What a reader can say. */
export type VerdictKind = (typeof VERDICT_KINDS)[number];

/** A verdict of a kind; hemorrhage starts with the types that are flagged where the reader sees them, else with none. */
export function verdictOf(kind: VerdictKind, flagged: readonly string[] | null): Verdict {
  if (kind !== 'hemorrhage') return { kind };
  const types = HEMORRHAGE_TYPES.filter((type) => flagged?.includes(type));
  return { kind, types, asFlagged: types.length > 0 };
}

/** The same with one type more, or one less. To name a type is to say hemorrhage. */
export function withType(verdict: Verdict | null, type: HemorrhageType): Verdict {
  const before = verdict?.kind === 'hemorrhage' ? verdict.types : [];
  const types = HEMORRHAGE_TYPES.filter((one) => before.includes(one) !== (one === type));
  return { kind: 'hemorrhage', types, asFlagged: false };
}

/** Whether a reader called hemorrhage or none; null where a verdict is neither: unsure, or about the flag. */
export function calledHemorrhage(verdict: Verdict): boolean | null {
  if (verdict.kind === 'hemorrhage') return true;
  return verdict.kind === 'none' ? false : null;
}

/**
 * Whether a reader says something else of a study than the flag: hemorrhage where nothing is flagged, none where something is, or (earlier
 * versions) that they disagree. false without a result, and where they are unsure. Types are not compared.
 */
export function disagrees(verdict: Verdict, flagged: readonly string[] | null): boolean {
  if (verdict.kind === 'disagree') return true;
  const called = calledHemorrhage(verdict);
  return flagged !== null && called !== null && called !== flagged.length > 0;
}
