import type { Label } from '#base';
import { cohensKappa, type Kappa } from './kappa.ts';
import { standing, type VerdictRecord } from './record.ts';
import { calledHemorrhage, type Verdict } from './verdict.ts';

/** Two calls of hemorrhage or none over the same studies: `[[both, only the first], [only the second, neither]]`. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/** How two calls agree. */
export interface CallAgreement extends Kappa {
  readonly table: TwoByTwo;
  /** Studies of which at least one verdict was "unsure": in no table. */
  readonly unsure: number;
}

/** What reading blind came to. */
export interface Agreement {
  /** Studies with a first verdict, revealed or not. */
  readonly read: number;
  /** Of these, with a final verdict after a reveal of a result. */
  readonly complete: number;
  /** Of the complete ones, whose result had been on the screen before. */
  readonly shownBefore: number;
  /** The first verdict against the flag. */
  readonly firstAndFlag: CallAgreement;
  /** The final verdict against the flag. */
  readonly finalAndFlag: CallAgreement;
  /** The first verdict against the final one. */
  readonly firstAndFinal: CallAgreement;
}

/** A study read to the end: both verdicts and the result between them. */
interface CompleteReading {
  readonly first: Verdict;
  readonly final: Verdict;
  readonly flagged: readonly Label[];
}

/** Both verdicts and the flag of a study; null where one is missing or there was no result to reveal. */
function completeReading(record: VerdictRecord): CompleteReading | null {
  const first = standing(record, 'first')?.verdict;
  const final = standing(record, 'final')?.verdict;
  const flagged = record.blinded?.reveal?.flagged ?? null;
  return first === undefined || final === undefined || flagged === null
    ? null
    : { first, final, flagged };
}

/** Agreement over all studies that were read blind; those whose result had been on the screen before can be left out. */
export function agreementOf(
  records: Iterable<VerdictRecord>,
  { withShownBefore = true } = {},
): Agreement {
  const of = [...records].filter((record) => standing(record, 'first') !== null);
  const all = of.flatMap((record) => {
    const reading = completeReading(record);
    return reading === null
      ? []
      : [{ ...reading, shownBefore: record.blinded?.shownBefore === true }];
  });
  const counted = withShownBefore ? all : all.filter(({ shownBefore }) => !shownBefore);
  const first = counted.map((reading) => calledHemorrhage(reading.first));
  const final = counted.map((reading) => calledHemorrhage(reading.final));
  const flag = counted.map(({ flagged }) => flagged.length > 0);
  return {
    read: of.length,
    complete: all.length,
    shownBefore: all.filter(({ shownBefore }) => shownBefore).length,
    firstAndFlag: agreementOfCalls(first, flag),
    finalAndFlag: agreementOfCalls(final, flag),
    firstAndFinal: agreementOfCalls(first, final),
  };
}

/** How two rows of calls over the same studies agree; null is a call of neither. */
function agreementOfCalls(
  a: readonly (boolean | null)[],
  b: readonly (boolean | null)[],
): CallAgreement {
  const count = (wantA: boolean, wantB: boolean): number =>
    a.filter((call, index) => call === wantA && b[index] === wantB).length;
  const table: TwoByTwo = [
    [count(true, true), count(true, false)],
    [count(false, true), count(false, false)],
  ];
  const kappa = cohensKappa(table);
  return { ...kappa, table, unsure: a.length - kappa.n };
}
