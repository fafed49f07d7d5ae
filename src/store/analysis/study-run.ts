import { isAbort, labelMap, messageOf, ms, type Reason } from '#base';
import type { Study } from '#dicom';
import { analysisKey, type StudyEvent } from '#pipeline';
import { type OperatingPointName, outcomeOf, type StudyFindings } from '#triage';
import type { AnalysisService, ReadyEngine } from '#workers';
import type { AppStorage } from '../storage.ts';
import type { StudyEntry, StudyPhase, StudyResult, Thresholds } from '../worklist/study-entry.ts';

/** What one run needs. */
export interface StudyRunPorts {
  readonly service: Pick<AnalysisService, 'analyseStudy'>;
  readonly storage: Pick<AppStorage, 'result'>;
  readonly sources: ReadonlyMap<string, Blob>;
  readonly now: () => number;
}

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

/** Findings under the name of what made them. */
export function resultFrom(
  key: string,
  findings: StudyFindings,
  engine: ReadyEngine,
  now: number,
): StudyResult {
  const { manifest, modelHash, description } = engine;
  return {
    analysisKey: key,
    findings,
    thresholds: thresholdsOf(manifest, findings.operatingPoint),
    model: { id: manifest.id, title: manifest.title, hash: modelHash },
    engine: description,
    finishedAt: ms(now),
  };
}

/** The phase that a finished result amounts to. */
export function phaseOf(result: StudyResult): StudyPhase {
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
    entry.phase.kind === 'analysing'
      ? entry.phase
      : { kind: 'analysing' as const, done: 0, total, interim: null };
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
  return {
    ...entry,
    phase: phaseOf(result),
    slices: new Map(slices.map((finding) => [finding.index, finding])),
    notAnalysed: new Map(notAnalysed.map((slice) => [slice.index, slice])),
    suitability,
  };
}

/** How a run ended. */
export type RunEnd =
  | { readonly kind: 'result'; readonly result: StudyResult; readonly fromStorage: boolean }
  | { readonly kind: 'failed'; readonly reason: Reason }
  | { readonly kind: 'cancelled' };

/** Analyzes one study, or takes the result that was kept of the very same slices, model and preprocessing. */
export async function runOnce(
  ports: StudyRunPorts,
  study: Study,
  engine: ReadyEngine,
  how: {
    readonly operatingPoint: OperatingPointName;
    readonly signal: AbortSignal;
    readonly onEvent: (event: StudyEvent) => void;
  },
): Promise<RunEnd> {
  try {
    const key = await analysisKey(
      study,
      engine.modelHash,
      engine.preprocessHash,
      how.operatingPoint,
    );
    const kept = await ports.storage.result(key);
    if (kept !== null) return { kind: 'result', result: kept.result, fromStorage: true };
    const findings = await ports.service.analyseStudy(study, ports.sources, how);
    return {
      kind: 'result',
      result: resultFrom(key, findings, engine, ports.now()),
      fromStorage: false,
    };
  } catch (error) {
    if (isAbort(error)) return { kind: 'cancelled' };
    return {
      kind: 'failed',
      reason: { code: 'analysis-failed', text: `the analysis broke off: ${messageOf(error)}` },
    };
  }
}
