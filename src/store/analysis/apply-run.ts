import { labelMap } from '#base';
import type { StudyEvent } from '#pipeline';
import { type OperatingPointName, outcomeOf, type StudyFindings } from '#triage';
import type { ReadyEngine } from '#workers';
import {
  byIndex,
  type ModelReading,
  NO_SLICES,
  resultOf,
  type SoFar,
  type StudyEntry,
  type StudyPhase,
  type StudyResult,
  type Thresholds,
  withoutEarlier,
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
      : { kind: 'analyzing' as const, done: 0, total, interim: null, soFar: null };
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

/** Findings under the name of the model and the engine that made them. */
export const readingFrom = (
  findings: StudyFindings,
  { manifest, modelHash, description }: ReadyEngine,
): ModelReading => ({
  findings,
  thresholds: thresholdsOf(manifest, findings.operatingPoint),
  model: { id: manifest.id, title: manifest.title, hash: modelHash },
  engine: description,
});

/** A study under way with what its model has just said, to be kept as it is. Of no slice nothing is said. */
export function withSoFar(
  entry: StudyEntry,
  findings: StudyFindings,
  engine: ReadyEngine,
): StudyEntry {
  const { phase } = entry;
  if (phase.kind !== 'analyzing') return entry;
  const soFar: SoFar | null = findings.slices.length === 0 ? null : readingFrom(findings, engine);
  return { ...entry, phase: { ...phase, soFar } };
}

/** An entry with its finished result. */
export function applyResult(entry: StudyEntry, result: StudyResult): StudyEntry {
  const { slices, notAnalysed, suitability } = result.findings;
  const ended = { ...withoutEarlier(entry), phase: phaseOf(result), suitability };
  return resultOf(ended) === null
    ? { ...ended, slices: byIndex(slices), notAnalysed: byIndex(notAnalysed) }
    : { ...ended, slices: NO_SLICES, notAnalysed: NO_SLICES };
}
