import { assertNever, capitalized, countOf, type Ms } from '#base';
import { missingSlices } from './coverage.ts';
import type { StudyFindings } from './findings.ts';
import { againstThreshold, flagInWords } from './flag-in-words.ts';
import type { PriorityPolicy } from './priority-policy.ts';
import type { RankedItem, TriageItem, TriageState } from './triage-item.ts';
import { clockWords, waitingWords } from './waiting-words.ts';

/**
 * Why a study stands where it stands, in one line, with its waiting time and (`brief`) for a row, without what the row says elsewhere.
 * Never says normal.
 */
export function priorityReason(
  item: TriageItem,
  now: Ms,
  policy: PriorityPolicy,
): Pick<RankedItem, 'reason' | 'brief'> {
  const waited = waitingWords(Math.max(0, now - item.receivedAt));
  if (isPromoted(item, now, policy)) {
    const cap = `cap ${waitingWords(policy.cap)}`;
    // How it was placed is said once.
    const what = stateInWords(item.state, '');
    // The finding first: a row has room for the beginning of this.
    const promoted = (by: string) => `${what}; promoted by waiting time (${by})`;
    const set = setBackInWords(item);
    return { reason: `${promoted(`${waited}, ${cap}`)}${set}`, brief: besideState(promoted(cap)) };
  }
  const what = stateInWords(item.state, '; placed by waiting time');
  // A row shows its pin and the note by themselves, and that the clock was set back.
  const pinned = item.pin === undefined ? '' : pinnedInWords(item.pin.note);
  const waiting = item.seen === true ? '' : `; waiting ${waited}`;
  const set = item.seen === true ? '' : setBackInWords(item);
  return { reason: `${what}${waiting}${set}${pinned}`, brief: besideState(what) };
}

const isPromoted = ({ pin, seen, receivedAt }: TriageItem, now: Ms, { cap }: PriorityPolicy) =>
  pin === undefined && seen !== true && now - receivedAt >= cap;

/** How long it waited is not by the clock alone. */
const setBackInWords = ({ setBack }: TriageItem): string =>
  setBack === undefined ? '' : `; ${clockWords(setBack)}`;

const pinnedInWords = (note: string): string => (note === '' ? '; pinned' : `; pinned: ${note}`);

/** `placed`: how a study stands where it stands that the model said nothing of. */
function stateInWords(state: TriageState, placed: string): string {
  switch (state.kind) {
    case 'waiting':
      return `Not analyzed yet${placed}`;
    case 'findings':
      return state.brokenOff === undefined
        ? findingsInWords(state.findings, state.interim, placed)
        : brokenOffInWords(state.findings, REST[state.brokenOff]);
    case 'unsuitable':
      return `${notAnalysed(state.reasons.map(({ text }) => text).join('; '))}${placed}`;
    case 'failed':
      return `${notAnalysed(state.reason.text)}${placed}`;
    default:
      return assertNever(state);
  }
}

type BrokenOff = NonNullable<Extract<TriageState, { kind: 'findings' }>['brokenOff']>;

const NOT_ANALYSED = 'Not analyzed, because ';

const notAnalysed = (because: string): string =>
  `${NOT_ANALYSED}${because || 'no reason was given'}`;

/** The state stands beside it in a row, so what was not analyzed begins with the cause: there is room for the beginning alone. */
const besideState = (words: string): string =>
  words.startsWith(NOT_ANALYSED) ? capitalized(words.slice(NOT_ANALYSED.length)) : words;

/** What was found, how much of the study was read, and what it should not be read without. Never says normal. */
export function findingsInWords(
  findings: StudyFindings,
  interim = false,
  placed = '; placed by waiting time',
): string {
  const { slices, notAnalysed: missing } = findings;
  if (slices.length === 0) {
    return `${notAnalysed(missing[0]?.reason.text ?? 'no slice could be read')}${placed}`;
  }
  const soFar = interim ? `, so far (${countOf(slices.length, 'slice')})` : '';
  const flag = flagInWords(findings);
  return `${flag}${nearInWords(flag, findings)}${soFar}${coverageInWords(findings)}${cautionsInWords(findings)}`;
}

/** What becomes of the slices that were not reached. */
const REST: Readonly<Record<BrokenOff, string>> = {
  'images gone': 'its images must be given again',
  'under way again': 'being analyzed again',
  'not under way': 'the rest waits, as the engine did not start',
};

/** What was found before the analysis was broken off, of how many slices, and what becomes of the rest. A part says of no flag nothing. */
function brokenOffInWords(findings: StudyFindings, rest: string): string {
  const { slices, notAnalysed } = findings;
  const flag = flagInWords(findings, 'Not analyzed to the end');
  const of = countOf(slices.length + notAnalysed.length, 'slice');
  const soFar = `, so far (${slices.length} of ${of}): ${rest}`;
  return `${flag}${nearInWords(flag, findings)}${soFar}${coverageInWords(findings)}${cautionsInWords(findings)}`;
}

/** Slices without brain are left out rightly; what else is missing is said. */
function coverageInWords(findings: StudyFindings): string {
  const missing = missingSlices(findings);
  const { analyzedInPart = 0 } = findings;
  return [
    ...(missing === 0 ? [] : [`; ${countOf(missing, 'slice')} not analyzed`]),
    ...(analyzedInPart === 0 ? [] : [`; ${countOf(analyzedInPart, 'slice')} analyzed in part`]),
  ].join('');
}

/** Says that little noise would change the flag, with the numbers where the words of the flag don't hold them. */
function nearInWords(flag: string, findings: StudyFindings): string {
  const { nearThreshold: label } = findings;
  if (label === undefined) return '';
  const numbers = againstThreshold(label, findings);
  const said = flag.includes(numbers) || flag.includes('own threshold');
  return `, near the threshold${said ? '' : ` (${numbers})`}`;
}

/** What a number should not be read without. */
function cautionsInWords({ suitability }: StudyFindings): string {
  const words = suitability.flatMap(({ outcome, inRow }) =>
    outcome === 'warn' && inRow !== undefined ? [inRow] : [],
  );
  return words.length === 0 ? '' : `; caution: ${[...new Set(words)].join(', ')}`;
}
