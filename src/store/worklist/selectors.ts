import { isNeverFlagged, LABELS, type Label, type Ms, ms, sharing } from '#base';
import {
  DEFAULT_POLICY,
  isTypeUnclear,
  prioritize,
  type RankedItem,
  type TriageItem,
  type TriageState,
} from '#triage';
import { type CareState, careState } from './care.ts';
import { coverageText, type RowState, rowState, stateText, withoutBrain } from './row-state.ts';
import { saysTheSame } from './same-row.ts';
import type { WorklistState } from './state.ts';
import { isSettled, type ModelReading, rowFindings, type StudyEntry } from './study-entry.ts';

/** Where in the list a row stands: in the ranking, below it as one of an earlier shift, or among those that are done. */
export type RowSection = 'ranking' | 'earlier' | 'done';

/** What a row shows, ready to print, but for its {@link typeChips}. */
export interface WorklistRow {
  readonly key: string;
  readonly section: RowSection;
  /** 1 is first; null outside of the ranking. */
  readonly rank: number | null;
  /** The rank that it goes to once the order is let go (`ranksInPlace`); null where it stands in its place. */
  readonly goesTo: number | null;
  /** 0..100. */
  readonly priority: number;
  readonly reason: string;
  /** The reason without how long it has waited, which another cell says. */
  readonly brief: string;
  /** null while one reads blind: the order is that of arrival. */
  readonly parts: RankedItem['parts'] | null;
  readonly state: RowState;
  readonly stateText: string;
  /** It is flagged, and for no type. */
  readonly typeUnclear: boolean;
  /** Study probability of any hemorrhage, null where there is none. */
  readonly any: number | null;
  readonly care: CareState;
  /** How long an unread study has waited; null for others, which don't wait. */
  readonly waited: Ms | null;
  readonly coverage: string;
  /** Slices above or below the brain: left out rightly. */
  readonly withoutBrain: number;
  /** 0..1 while it is analyzed, else null. */
  readonly progress: number | null;
  readonly entry: StudyEntry;
}

/** What of the state the rows are made of. */
export type RowsOf = Pick<
  WorklistState,
  'entries' | 'now' | 'paused' | 'shift' | 'cap' | 'blinded'
>;

/**
 * Every study, whatever became of it: the ranking of this shift, then what is left of earlier ones, in order but never promoted, then
 * those that are done, the latest first.
 */
export function worklistRows(of: RowsOf): readonly WorklistRow[] {
  const { entries, now, shift, cap } = of;
  const policy = { ...DEFAULT_POLICY, cap };
  const sections: Record<RowSection, StudyEntry[]> = { ranking: [], earlier: [], done: [] };
  for (const entry of entries.values()) sections[sectionOf(entry, shift)].push(entry);
  const doneAt = ({ key }: RankedItem) => entries.get(key)?.care.done?.at ?? 0;
  const ranked = (section: RowSection) => {
    const items = prioritize(
      sections[section].map((entry) => triageItem(entry, section)),
      now,
      policy,
    );
    return of.blinded ? byArrival(items, entries) : items;
  };
  const rowsIn = (section: RowSection, items: readonly RankedItem[]) =>
    items.flatMap((item) => rowOf(of, section, item));
  return sharingTexts([
    ...rowsIn('ranking', ranked('ranking')),
    ...rowsIn('earlier', ranked('earlier')),
    ...rowsIn(
      'done',
      [...ranked('done')].sort((a, b) => doneAt(b) - doneAt(a)),
    ),
  ]);
}

/** Rows are many and what they say is alike: each text is held once. Changes rows that nobody has seen yet, and what they say in nothing. */
function sharingTexts(rows: readonly WorklistRow[]): readonly WorklistRow[] {
  const texts = new Map<string, string>();
  const shared = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  for (const row of rows) {
    Object.assign(row, {
      reason: shared(row.reason),
      brief: shared(row.brief),
      coverage: shared(row.coverage),
    });
  }
  return rows;
}

/** Why a study stands where it stands while its result is hidden. */
const HIDDEN_REASON = 'Read blind: in order of arrival; the result is hidden until you reveal it';

function byArrival(
  items: readonly RankedItem[],
  entries: WorklistState['entries'],
): readonly RankedItem[] {
  const arrival = ({ key }: RankedItem): readonly [number, number] => {
    const entry = entries.get(key);
    return [entry?.receivedAt ?? 0, entry?.number ?? 0];
  };
  return [...items]
    .sort((a, b) => arrival(a)[0] - arrival(b)[0] || arrival(a)[1] - arrival(b)[1])
    .map((item, index) => ({ ...item, rank: index + 1 }));
}

function sectionOf(entry: StudyEntry, shift: WorklistState['shift']): RowSection {
  if (entry.care.done !== null) return 'done';
  return entry.shift === shift.startedAt ? 'ranking' : 'earlier';
}

function triageItem(entry: StudyEntry, section: RowSection = 'ranking'): TriageItem {
  return {
    key: entry.key,
    receivedAt: entry.receivedAt,
    ...(entry.setBack === undefined ? {} : { setBack: entry.setBack }),
    number: entry.number,
    seen: section !== 'ranking' || careState(entry.care) !== 'unread',
    state: triageState(entry),
    ...(entry.pin === null ? {} : { pin: entry.pin }),
  };
}

function triageState(entry: StudyEntry): TriageState {
  const { phase, earlier } = entry;
  if (earlier !== undefined) {
    const { findings } = earlier.soFar;
    const brokenOff = isSettled(entry) ? 'not under way' : 'under way again';
    return { kind: 'findings', findings, interim: true, brokenOff };
  }
  switch (phase.kind) {
    case 'ranked':
    case 'partial':
      return { kind: 'findings', findings: phase.result.findings, interim: false };
    case 'analyzing':
      return phase.interim === null
        ? { kind: 'waiting' }
        : { kind: 'findings', findings: phase.interim, interim: true };
    case 'interrupted':
      return {
        kind: 'findings',
        findings: phase.soFar.findings,
        interim: true,
        brokenOff: 'images gone',
      };
    case 'unsuitable':
      return { kind: 'unsuitable', reasons: phase.reasons };
    case 'failed':
      return { kind: 'failed', reason: phase.reason };
    default:
      return { kind: 'waiting' };
  }
}

/** The last row that was made of an entry, and what it was made of. */
interface LastRow {
  readonly row: WorklistRow;
  readonly item: RankedItem;
  readonly section: RowSection;
  readonly of: Pick<RowsOf, 'now' | 'paused' | 'blinded'>;
}
const lastRows = new WeakMap<StudyEntry, LastRow>();

/** Whether a row would be made of the same again: most are while a queue is worked off, which is told a dozen times a second. */
const isMadeOf = (last: LastRow, of: RowsOf, section: RowSection, item: RankedItem): boolean =>
  last.section === section &&
  last.of.now === of.now &&
  last.of.paused === of.paused &&
  last.of.blinded === of.blinded &&
  saysTheSame(last.item, item);

/** A row that says what the last one of the same entry said is that very object: what shows it need not be drawn anew. */
function rowOf(of: RowsOf, section: RowSection, item: RankedItem): readonly WorklistRow[] {
  const entry = of.entries.get(item.key);
  if (entry === undefined) return [];
  const last = lastRows.get(entry);
  if (last !== undefined && isMadeOf(last, of, section, item)) return [last.row];
  const made = rowOfEntry(entry, section, item, of);
  // All else of the entry is in the rows' own fields.
  const isSame =
    last !== undefined && saysTheSame({ ...made, entry: null }, { ...last.row, entry: null });
  const row = isSame ? last.row : made;
  const { now, paused, blinded } = of;
  lastRows.set(entry, { row, item, section, of: { now, paused, blinded } });
  return [row];
}

function rowOfEntry(
  entry: StudyEntry,
  section: RowSection,
  item: RankedItem,
  { now, paused, blinded }: RowsOf,
): WorklistRow {
  const findings = rowFindings(entry);
  const any = findings?.probabilities.any ?? Number.NaN;
  const state = rowState(entry);
  const care = careState(entry.care);
  return {
    key: entry.key,
    section,
    rank: section === 'ranking' ? item.rank : null,
    goesTo: null,
    priority: blinded ? 0 : item.priority,
    reason: entry.hidden === true ? HIDDEN_REASON : item.reason,
    brief: entry.hidden === true ? HIDDEN_REASON : item.brief,
    // React holds the rows that it drew before, too.
    parts: blinded ? null : sharing(item.parts, lastRows.get(entry)?.row.parts),
    state,
    stateText: stateText(state, entry, paused),
    typeUnclear: findings !== null && isTypeUnclear(findings),
    any: Number.isFinite(any) ? any : null,
    care,
    waited:
      care === 'unread' && section === 'ranking' ? ms(Math.max(0, now - entry.receivedAt)) : null,
    coverage: coverageText(entry),
    withoutBrain: withoutBrain(entry),
    progress:
      entry.phase.kind === 'analyzing' ? entry.phase.done / Math.max(1, entry.phase.total) : null,
    entry,
  };
}

/** Whether anything is still to be analyzed: it would be lost with the page. */
export function isWorking({ entries }: Pick<WorklistState, 'entries'>): boolean {
  return [...entries.values()].some((entry) => !isSettled(entry));
}

/** Why a study stands where it stands, said of it alone. */
export const reasonOf = (
  entry: StudyEntry,
  { now, cap }: Pick<WorklistState, 'now' | 'cap'>,
): string =>
  entry.hidden === true
    ? HIDDEN_REASON
    : (prioritize([triageItem(entry)], now, { ...DEFAULT_POLICY, cap })[0]?.reason ?? '');

/** Types whose thresholds no probability reaches: the model never names them, whatever it computes. */
export const neverNamed = ({ thresholds }: Pick<ModelReading, 'thresholds'>): readonly Label[] =>
  LABELS.filter((label) => isNeverFlagged(thresholds.study[label]));
