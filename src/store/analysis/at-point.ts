import { atOperatingPoint, type OperatingPointName, type StudyFindings } from '#triage';
import type { EngineState } from '#workers';
import type { Stores } from '../stores.ts';
import type { StudyEntry, StudyPhase, StudyResult } from '../worklist/study-entry.ts';
import { thresholdsOf } from './apply-run.ts';

/**
 * The study with what it holds decided at an operating point, from its probabilities and at once. A result of another model than the one
 * loaded keeps the point that it was made at: this model's thresholds say nothing of it.
 */
export function entryAtPoint(
  entry: StudyEntry,
  engine: EngineState,
  point: OperatingPointName,
): StudyEntry {
  if (engine.phase !== 'ready') return entry;
  const thresholds = thresholdsOf(engine.manifest, point);
  const findingsAt = (findings: StudyFindings): StudyFindings =>
    findings.operatingPoint === point
      ? findings
      : atOperatingPoint(findings, thresholds.study, point, engine.manifest.study.flaggedBy);
  const decided = (result: StudyResult): StudyResult =>
    result.model.hash !== engine.modelHash || result.findings.operatingPoint === point
      ? result
      : { ...result, thresholds, findings: findingsAt(result.findings) };
  const { phase } = entry;
  const next = phaseWith(phase, decided, findingsAt);
  return next === phase ? entry : { ...entry, phase: next };
}

function phaseWith(
  phase: StudyPhase,
  ofResult: (result: StudyResult) => StudyResult,
  ofInterim: (findings: StudyFindings) => StudyFindings,
): StudyPhase {
  if (phase.kind === 'analyzing') {
    const interim = phase.interim === null ? null : ofInterim(phase.interim);
    return interim === phase.interim ? phase : { ...phase, interim };
  }
  if (!('result' in phase) || phase.result === null) return phase;
  const result = ofResult(phase.result);
  return result === phase.result ? phase : { ...phase, result };
}

/** Decides every study of the tab at the operating point that is set, those without images too: the order follows at once. */
export function decideAnew({
  worklist,
  engine,
  settings,
}: Pick<Stores, 'worklist' | 'engine' | 'settings'>): void {
  const { operatingPoint } = settings.getState();
  const { entries } = worklist.getState();
  const next = new Map<string, StudyEntry>();
  let changed = false;
  for (const [key, entry] of entries) {
    const decided = entryAtPoint(entry, engine.getState(), operatingPoint);
    changed ||= decided !== entry;
    next.set(key, decided);
  }
  if (changed) worklist.setState({ entries: next });
}
