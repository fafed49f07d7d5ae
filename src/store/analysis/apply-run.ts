import { labelMap } from '#base';
import type { StudyEvent } from '#pipeline';
import { type OperatingPointName, outcomeOf } from '#triage';
import type { ReadyEngine } from '#workers';
import {
  byIndex,
  NO_SLICES,
  resultOf,
  type StudyEntry,
  type StudyPhase,
  type StudyResult,
  type Thresholds,
} from '../worklist/study-entry.ts';

/** The thresholds of a model at an operating point. */
export function thresholdsOf(
  manifest: ReadyEngine['manifest'],
  point: OperatingPointName,
): Thresholds {
  return {
    slice: labelMap((label) => manifest.operatingPoints[label][point]),
    study: labelMap((label) => manifest.study.operatingPoints[label][point]),
  };
}

/** The phase that a finished result amounts to. */
function phaseOf(result: StudyResult): StudyPhase {
  const outcome = outcomeOf(result.findings);
  switch (outcome.kind) {
    case 'ranked':
      return { kind: 'ranked', result };
    case 'partial':
      return { kind: 'partial', result, missing: outcome.missing };
    case 'unsuitable':
      return {
        kind: 'unsuitable',
        reasons: outcome.reasons,
        result: result.findings.slices.length > 0 ? result : null,
      };
    default:
      return { kind: 'failed', reason: outcome.reason };
  }
}

/** Applies what the pipeline says of a study under way. Events are keyed by slice: a second telling changes nothing. */
export function applyEvent(entry: StudyEntry, event: StudyEvent): StudyEntry {
  const total = entry.summary.sliceCount;
  const phase =
    entry.phase.kind === 'analyzing'
      ? entry.phase
      : { kind: 'analyzing' as const, done: 0, total, interim: null };
  switch (event.kind) {
    case 'progress':
      return { ...entry, phase: { ...phase, done: event.done, total: event.total } };
    case 'slice': {
      const slices = new Map(entry.slices).set(event.finding.index, event.finding);
      return { ...entry, phase, slices };
    }
    case 'not-analysed': {
      const notAnalysed = new Map(entry.notAnalysed).set(event.slice.index, event.slice);
      return { ...entry, phase, notAnalysed };
    }
    case 'interim':
      return { ...entry, phase: { ...phase, interim: event.findings } };
    default:
      return { ...entry, phase, suitability: event.checks };
  }
}

/** An entry with its finished result. */
export function applyResult(entry: StudyEntry, result: StudyResult): StudyEntry {
  const { slices, notAnalysed, suitability } = result.findings;
  const ended = { ...entry, phase: phaseOf(result), suitability };
  return resultOf(ended) === null
    ? { ...ended, slices: byIndex(slices), notAnalysed: byIndex(notAnalysed) }
    : { ...ended, slices: NO_SLICES, notAnalysed: NO_SLICES };
}
