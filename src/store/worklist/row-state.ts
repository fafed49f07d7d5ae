import { countOf } from '#base';
import { slicesWithoutBrain } from '#triage';
import { findingsOf, type StudyEntry } from './study-entry.ts';

/** What a row's state glyph stands for. */
export type RowState =
  | 'queued'
  | 'reading'
  | 'analyzing'
  | 'flagged'
  | 'no-flag'
  | 'partial'
  | 'unsuitable'
  | 'failed'
  | 'interrupted'
  | 'hidden';

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
  analyzing: 'Analyzing',
  flagged: 'Flagged',
  'no-flag': 'No flag',
  partial: 'No flag, incomplete',
  unsuitable: 'Not analyzed',
  failed: 'Not analyzed',
  interrupted: 'Not analyzed to the end',
  hidden: 'Hidden',
};

/** The same as the row says it, with how far it is. */
export function stateText(state: RowState, entry: StudyEntry, paused: boolean): string {
  const { phase } = entry;
  if (phase.kind === 'analyzing') {
    return `${paused ? 'Paused at' : 'Analyzing'} ${phase.done}/${phase.total}`;
  }
  if (phase.kind === 'interrupted') {
    return `Stopped ${phase.soFar.findings.slices.length}/${entry.summary.sliceCount}`;
  }
  if (phase.kind === 'hidden' && phase.underWay) return paused ? 'Paused' : 'Analyzing';
  return STATE_TEXTS[state];
}

/** "31/32 analyzed", of the slices that may hold brain; those above and below are left out rightly and no loss. */
export function coverageText(entry: StudyEntry): string {
  const total = entry.summary.sliceCount;
  const findings = findingsOf(entry);
  if (findings === null || entry.phase.kind === 'analyzing') {
    return countOf(total, 'slice');
  }
  const all = findings.slices.length + findings.notAnalysed.length - withoutBrain(entry);
  return `${findings.slices.length}/${all} analyzed`;
}

/** Slices above or below the brain. */
export function withoutBrain(entry: StudyEntry): number {
  const findings = findingsOf(entry);
  return findings === null ? 0 : slicesWithoutBrain(findings);
}
