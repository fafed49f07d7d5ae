import { adaptedTitle } from '#adaptation';
import { atSite, type OperatingPointName, type StudyFindings } from '#triage';
import type { EngineState } from '#workers';
import { type DeskAdaptation, deskScale } from '../adaptation/desk-scale.ts';
import type { Stores } from '../stores.ts';
import type { ModelReading, StudyEntry, StudyPhase } from '../worklist/study-entry.ts';
import { thresholdsOf } from './apply-run.ts';

/**
 * The study with what it holds decided at an operating point and on the desk's scale, from its probabilities and at once. A result of another
 * model than the one loaded keeps the point that it was made at, on that model's own scale: this model's thresholds say nothing of it.
 */
export function entryAtPoint(
  entry: StudyEntry,
  engine: EngineState,
  point: OperatingPointName,
  adaptation: DeskAdaptation | null = null,
): StudyEntry {
  if (engine.phase !== 'ready') return entry;
  const { manifest, modelHash } = engine;
  const packaged = thresholdsOf(manifest, point);
  const scale = deskScale(engine, adaptation, point);
  const isThere = ({ operatingPoint, site }: StudyFindings): boolean =>
    operatingPoint === point && site?.name === scale?.name;
  const findingsAt = (findings: StudyFindings): StudyFindings =>
    isThere(findings)
      ? findings
      : atSite(findings, scale, packaged.study, point, manifest.study.flaggedBy);
  const thresholds =
    scale === null ? packaged : { ...packaged, study: { ...packaged.study, any: scale.threshold } };
  const decided = <Reading extends ModelReading>(reading: Reading): Reading => {
    if (reading.model.hash !== modelHash || isThere(reading.findings)) return reading;
    const title =
      scale === null || adaptation === null
        ? manifest.title
        : adaptedTitle(manifest.title, adaptation.calibration);
    return {
      ...reading,
      thresholds,
      findings: findingsAt(reading.findings),
      model: { ...reading.model, title },
    };
  };
  const { phase } = entry;
  const next = phaseWith(phase, decided, findingsAt);
  const here = next === phase ? entry : { ...entry, phase: next };
  const { earlier } = entry;
  if (earlier === undefined) return here;
  const soFar = decided(earlier.soFar);
  return soFar === earlier.soFar ? here : { ...here, earlier: { ...earlier, soFar } };
}

function phaseWith(
  phase: StudyPhase,
  ofReading: <Reading extends ModelReading>(reading: Reading) => Reading,
  ofInterim: (findings: StudyFindings) => StudyFindings,
): StudyPhase {
  if (phase.kind === 'analyzing') {
    const interim = phase.interim === null ? null : ofInterim(phase.interim);
    return interim === phase.interim ? phase : { ...phase, interim };
  }
  if (phase.kind === 'interrupted') {
    const soFar = ofReading(phase.soFar);
    return soFar === phase.soFar ? phase : { ...phase, soFar };
  }
  if (!('result' in phase) || phase.result === null) return phase;
  const result = ofReading(phase.result);
  return result === phase.result ? phase : { ...phase, result };
}

/** Decides every study of the tab at the operating point and on the scale that are set, those without images too: the order follows at once. */
export function decideAnew({
  worklist,
  engine,
  settings,
}: Pick<Stores, 'worklist' | 'engine' | 'settings'>): void {
  const { operatingPoint, adaptation } = settings.getState();
  const { entries } = worklist.getState();
  const next = new Map<string, StudyEntry>();
  let changed = false;
  for (const [key, entry] of entries) {
    const decided = entryAtPoint(entry, engine.getState(), operatingPoint, adaptation);
    changed ||= decided !== entry;
    next.set(key, decided);
  }
  if (changed) worklist.setState({ entries: next });
}
