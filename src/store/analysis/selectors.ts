import type { EngineState } from '#workers';
import type { StudyEntry } from '../worklist/study-entry.ts';

/** What to send with a report of a fault: machine, engine, model, counts. No patient data, no paths, no UIDs. */
export function diagnosticsJson(
  engine: EngineState,
  entries: ReadonlyMap<string, StudyEntry>,
  browser: { readonly userAgent: string; readonly cores: number; readonly pixelRatio: number },
): string {
  const phases: Record<string, number> = {};
  for (const { phase } of entries.values()) phases[phase.kind] = (phases[phase.kind] ?? 0) + 1;
  return JSON.stringify(
    { app: 'ICH Triage', browser, engine: engineFacts(engine), studies: phases },
    null,
    2,
  );
}

function engineFacts(engine: EngineState): unknown {
  if (engine.phase !== 'ready') return engine;
  const { phase, kind, description, msPerSlice, modelHash, preprocessHash, diagnostics, manifest } =
    engine;
  return {
    phase,
    kind,
    description,
    msPerSlice,
    model: { id: manifest.id, status: manifest.status, hash: modelHash },
    preprocessHash,
    tried: diagnostics,
  };
}
