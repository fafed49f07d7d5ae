import { countOf, isNeverFlagged, LABEL_ABBREVIATIONS, LABELS, type Label, type Ms } from '#base';
import { prioritize, type RankedItem, type TriageItem, type TriageState } from '#triage';
import type { WorklistFilter } from './state.ts';
import { findingsOf, type StudyEntry, type StudyResult } from './study-entry.ts';

/** What a row's state glyph stands for. */
export type RowState =
  | 'queued'
  | 'reading'
  | 'analysing'
  | 'flagged'
  | 'no-flag'
  | 'partial'
  | 'unsuitable'
  | 'failed';

/** A flagged type as the row shows it. */
export interface TypeChip {
  readonly label: Label;
  readonly abbreviation: string;
  readonly probability: number;
}

/** Everything a row shows, ready to print. */
export interface WorklistRow {
  readonly key: string;
  readonly rank: number;
  readonly reason: string;
  readonly parts: RankedItem['parts'];
  readonly state: RowState;
  readonly stateText: string;
  readonly chips: readonly TypeChip[];
  /** Study probability of any hemorrhage, null where there is none. */
  readonly any: number | null;
  readonly waited: Ms;
  readonly coverage: string;
  /** Slices above or below the brain: left out rightly. */
  readonly withoutBrain: number;
  /** 0..1 while it is analyzed, else null. */
  readonly progress: number | null;
  readonly entry: StudyEntry;
}

/** The whole queue in order. Every study is in it, whatever became of it. */
export function worklistRows(
  entries: ReadonlyMap<string, StudyEntry>,
  now: Ms,
  paused = false,
): readonly WorklistRow[] {
  const ranked = prioritize([...entries.values()].map(triageItem), now);
  return ranked.flatMap((item) => {
    const entry = entries.get(item.key);
    return entry === undefined ? [] : [rowOf(entry, item, now, paused)];
  });
}

function triageItem(entry: StudyEntry): TriageItem {
  return {
    key: entry.key,
    receivedAt: entry.receivedAt,
    state: triageState(entry),
    ...(entry.pin === null ? {} : { pin: entry.pin }),
  };
}

function triageState({ phase }: StudyEntry): TriageState {
  switch (phase.kind) {
    case 'ranked':
    case 'partial':
      return { kind: 'findings', findings: phase.result.findings, interim: false };
    case 'analysing':
      return phase.interim === null
        ? { kind: 'waiting' }
        : { kind: 'findings', findings: phase.interim, interim: true };
    case 'unsuitable':
      return { kind: 'unsuitable', reasons: phase.reasons };
    case 'failed':
      return { kind: 'failed', reason: phase.reason };
    default:
      return { kind: 'waiting' };
  }
}

function rowOf(entry: StudyEntry, item: RankedItem, now: Ms, paused: boolean): WorklistRow {
  const findings = entry.phase.kind === 'unsuitable' ? null : findingsOf(entry);
  const any = findings?.probabilities.any ?? Number.NaN;
  const state = rowState(entry);
  return {
    key: entry.key,
    rank: item.rank,
    reason: item.reason,
    parts: item.parts,
    state,
    stateText: stateText(state, entry, paused),
    chips: (findings?.flagged ?? [])
      .filter((label) => label !== 'any')
      .map((label) => ({
        label,
        abbreviation: LABEL_ABBREVIATIONS[label],
        probability: findings?.probabilities[label] ?? Number.NaN,
      }))
      .sort(
        (a, b) =>
          b.probability - a.probability || LABELS.indexOf(a.label) - LABELS.indexOf(b.label),
      ),
    any: Number.isFinite(any) ? any : null,
    waited: Math.max(0, now - entry.receivedAt) as Ms,
    coverage: coverageText(entry),
    withoutBrain: withoutBrain(entry),
    progress:
      entry.phase.kind === 'analysing' ? entry.phase.done / Math.max(1, entry.phase.total) : null,
    entry,
  };
}

/** Why a study stands where it stands, said of it alone. */
export const reasonOf = (entry: StudyEntry, now: Ms): string =>
  prioritize([triageItem(entry)], now)[0]?.reason ?? '';

/** Types whose thresholds no probability reaches: the model never names them, whatever it computes. */
export const neverNamed = (result: StudyResult): readonly Label[] =>
  LABELS.filter((label) => isNeverFlagged(result.thresholds.study[label]));

/** What became of a study, as one word. */
export function rowState(entry: StudyEntry): RowState {
  const { phase } = entry;
  switch (phase.kind) {
    case 'ranked':
    case 'partial':
      if (phase.result.findings.flagged.length > 0) return 'flagged';
      return phase.kind === 'partial' ? 'partial' : 'no-flag';
    default:
      return phase.kind;
  }
}

const STATE_TEXTS: Readonly<Record<RowState, string>> = {
  queued: 'Queued',
  reading: 'Reading',
  analysing: 'Analyzing',
  flagged: 'Flagged',
  'no-flag': 'No flag',
  partial: 'No flag, incomplete',
  unsuitable: 'Not analyzed',
  failed: 'Not analyzed',
};

function stateText(state: RowState, { phase }: StudyEntry, paused: boolean): string {
  if (phase.kind === 'analysing') {
    return `${paused ? 'Paused at' : 'Analyzing'} ${phase.done}/${phase.total}`;
  }
  return STATE_TEXTS[state];
}

/** "31/32 analyzed". */
export function coverageText(entry: StudyEntry): string {
  const total = entry.summary.sliceCount;
  const findings = findingsOf(entry);
  if (findings === null || entry.phase.kind === 'analysing') {
    return countOf(total, 'slice');
  }
  const all = findings.slices.length + findings.notAnalysed.length;
  return `${findings.slices.length}/${all} analyzed`;
}

const withoutBrain = (entry: StudyEntry): number =>
  findingsOf(entry)?.notAnalysed.filter(({ reason }) => reason.code === 'no-brain').length ?? 0;

/** The rows that the filter and the search leave, in the same order. */
export function filterRows(
  rows: readonly WorklistRow[],
  filter: WorklistFilter,
  query: string,
): readonly WorklistRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) => passes(row, filter) && words.every((word) => textOf(row).includes(word)),
  );
}

function passes({ state, entry }: WorklistRow, filter: WorklistFilter): boolean {
  switch (filter) {
    case 'flagged':
      return state === 'flagged' || (findingsOf(entry)?.flagged.length ?? 0) > 0;
    case 'not-analysed':
      return state === 'unsuitable' || state === 'failed' || state === 'partial';
    case 'unread':
      return entry.openedAt === null;
    default:
      return true;
  }
}

function textOf({ entry, chips, stateText: state }: WorklistRow): string {
  const { patientName, patientId, studyDescription, accessionNumber, studyDate } = entry.summary;
  const types = chips.flatMap(({ label, abbreviation }) => [label, abbreviation]);
  return [patientName, patientId, studyDescription, accessionNumber, studyDate, state, ...types]
    .join(' ')
    .toLowerCase();
}

/** "12 min", "1 h 05 min", "under 1 min". */
export function waitText(waited: number): string {
  const minutes = Math.floor(waited / 60_000);
  if (minutes < 1) return 'under 1 min';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60)
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return countOf(Math.floor(minutes / 1440), 'day');
}
