import { isFromElsewhere } from '../tabs/heard.ts';
import { type Care, UNSEEN } from './care.ts';
import type { KeptRow } from './kept-rows.ts';
import { withheldSummary } from './withheld.ts';

/** What a tab remembers of a row as it last read it, or wanted it kept: by it what the tab changed is told from what it never heard of. */
export interface KnownRow extends Pick<KeptRow, 'revision' | 'slices' | 'number' | 'care' | 'pin'> {
  readonly withheld: boolean;
}

/** What is remembered of a row that lies there under a revision. */
export const knownOf = (
  { slices, number, care, pin, summary }: KeptRow,
  revision: number,
): KnownRow => ({ revision, slices, number, care, pin, withheld: summary.withheld === true });

/**
 * A row as this tab has it put together with the one that another tab wrote since this one looked. What only one of them changed is as that one
 * has it. Where both did, the last state of care and of the pin stands, and more slices go before fewer; somebody's act goes before its being taken
 * back by who had not heard of it. `known`: null where this tab never knew of any.
 */
export function mergedRow(own: KeptRow, there: KeptRow, known: KnownRow | null): KeptRow {
  const isNumbered = known !== null && own.number !== known.number;
  const of = ofSlices(own, there, known);
  return {
    ...own,
    slices: of.slices,
    soFar: areOfTheSame(own, there) ? saysMore(own, there) : of.soFar,
    uid: own.uid || there.uid,
    number: isNumbered ? own.number : there.number,
    ...arrivalOf(own, there),
    summary: summaryOf(of, own, there, known),
    care: mergedCare(own.care, there.care, known?.care ?? UNSEEN),
    pin: mergedPin(own.pin, there.pin, known?.pin ?? null),
  };
}

/** It came in the newest shift in which it was given, when it came first in it. */
const arrivalOf = (
  own: KeptRow,
  there: KeptRow,
): Pick<KeptRow, 'shift' | 'receivedAt' | 'setBack'> => {
  const [first, last] = own.receivedAt <= there.receivedAt ? [own, there] : [there, own];
  const { shift, receivedAt, setBack } = first.shift >= last.shift ? first : last;
  return { shift, receivedAt, ...(setBack === undefined ? {} : { setBack }) };
};

/** Which of the two says what slices the row is of. */
function ofSlices(own: KeptRow, there: KeptRow, known: KnownRow | null): KeptRow {
  if (there.slices === '' || own.slices === there.slices) return own;
  if (own.slices === '' || own.slices === known?.slices) return there;
  if (there.slices === known?.slices) return own;
  return there.summary.sliceCount > own.summary.sliceCount ? there : own;
}

const areOfTheSame = (own: KeptRow, there: KeptRow): boolean =>
  own.slices === there.slices && own.summary.sliceCount === there.summary.sliceCount;

/** What was said of more slices. Where it is done, its result goes before it anyhow. */
function saysMore(own: KeptRow, there: KeptRow): KeptRow['soFar'] {
  const saidOf = ({ soFar }: KeptRow): number =>
    soFar === null ? 0 : soFar === 'unreadable' ? 0.5 : soFar.findings.slices.length;
  return saidOf(there) > saidOf(own) ? there.soFar : own.soFar;
}

/** Counts of the slices that stand; the patient's names as who last changed whether they are kept wants it. */
function summaryOf(
  { summary: counts }: KeptRow,
  own: KeptRow,
  there: KeptRow,
  known: KnownRow | null,
): KeptRow['summary'] {
  const isWithheld = own.summary.withheld === true;
  const decides = known === null || isWithheld !== known.withheld ? own : there;
  if (decides.summary.withheld === true) return withheldSummary(counts);
  const { seriesCount, sliceCount } = counts;
  return { ...(isWithheld ? there : own).summary, seriesCount, sliceCount };
}

const careAsText = ({ openedAt, acknowledged, done }: Care): string =>
  JSON.stringify([openedAt, acknowledged?.at, acknowledged?.by, done?.at, done?.by]);

/** To open what somebody else has finished meanwhile takes nothing back. */
const lastSigned = ({ acknowledged, done }: Care): number =>
  Math.max(acknowledged?.at ?? 0, done?.at ?? 0);

function mergedCare(own: Care, there: Care, known: Care): Care {
  // What was heard of another tab that one writes itself, and may have changed again since.
  if (isFromElsewhere(own) || careAsText(own) === careAsText(known)) return there;
  if (careAsText(there) === careAsText(known)) return own;
  const [last, other] = lastSigned(there) > lastSigned(own) ? [there, own] : [own, there];
  const opened = [own.openedAt, there.openedAt].filter((at) => at !== null);
  return {
    openedAt: opened.length === 0 ? null : (Math.min(...opened) as Care['openedAt']),
    acknowledged: last.acknowledged ?? other.acknowledged,
    done: last.done,
  };
}

const pinAsText = (pin: KeptRow['pin']): string => JSON.stringify([pin?.pinnedAt, pin?.note]);

/** Whether of two rows of a study people did something else with it. */
export const isOtherCare = (one: KeptRow, other: KeptRow): boolean =>
  careAsText(one.care) !== careAsText(other.care) || pinAsText(one.pin) !== pinAsText(other.pin);

function mergedPin(
  own: KeptRow['pin'],
  there: KeptRow['pin'],
  known: KeptRow['pin'],
): KeptRow['pin'] {
  if (isFromElsewhere(own) || pinAsText(own) === pinAsText(known)) return there;
  if (pinAsText(there) === pinAsText(known)) return own;
  return (there?.pinnedAt ?? 0) > (own?.pinnedAt ?? 0) ? there : own;
}
