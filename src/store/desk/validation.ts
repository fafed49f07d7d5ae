import { adaptedTitle } from '#adaptation';
import type { ValidationReport } from '#validation';
import { createValidation, type EngineState, type ReadyEngine, type Validation } from '#workers';
import { type DeskAdaptation, isAdapted } from '../adaptation/desk-scale.ts';
import { readStudy } from '../worklist/held-study.ts';
import { resultOf, type StudyEntry } from '../worklist/study-entry.ts';

/** The seed is fixed: the same studies and labels give the same report. */
const BOOTSTRAP = { seed: 2019, rounds: 1000 } as const;

/** What a report is made of. */
export interface ValidationGiven {
  readonly entries: ReadonlyMap<string, StudyEntry>;
  readonly engine: EngineState;
  /** What the list's numbers are adapted by; null: they are the package's. */
  readonly adaptation: DeskAdaptation | null;
  readonly labels: { readonly name: string; readonly content: Uint8Array };
  /** Names of files by their sources, as far as they are known. */
  readonly files: ReadonlyMap<string, string>;
}

let validation: Validation | null = null;

/** Why a study's result does not count; null where it does. */
function whyNot(entry: StudyEntry, modelHash: string): string | null {
  const { phase } = entry;
  switch (phase.kind) {
    case 'failed':
      return phase.reason.code;
    case 'unsuitable':
      return phase.reasons[0]?.code ?? 'unsuitable';
    case 'ranked':
    case 'partial':
      return phase.result.model.hash === modelHash ? null : 'other-model';
    default:
      return 'not-analyzed-yet';
  }
}

/** How many studies of the list can be judged, are still to come, and have no images here to be known by. */
export function validationReadiness(entries: ReadonlyMap<string, StudyEntry>) {
  const all = [...entries.values()];
  const here = all.filter(({ study }) => study !== null);
  const waiting = here.filter(({ phase }) =>
    ['queued', 'reading', 'analyzing'].includes(phase.kind),
  ).length;
  return { here: here.length, waiting, away: all.length - here.length };
}

/** The loaded package as its numbers stand in the list: where they are adapted, so are the title and the thresholds of studies. */
export function modelAtDesk(engine: ReadyEngine, adaptation: DeskAdaptation | null) {
  const { id, title, status, operatingPoints, study } = engine.manifest;
  const own = { id, title, status, operatingPoints, study };
  if (adaptation === null || !isAdapted(engine, adaptation)) return own;
  const { calibration } = adaptation;
  const any = calibration.any.operatingPoints;
  return {
    ...own,
    title: adaptedTitle(title, calibration),
    study: { ...study, operatingPoints: { ...study.operatingPoints, any } },
  };
}

/** A report of the list's studies against a site's labels, made off the main thread; null while no model is ready. Rejects as the report's own errors are. */
export async function validateSite({
  entries,
  engine,
  adaptation,
  labels,
  files,
}: ValidationGiven): Promise<ValidationReport | null> {
  if (engine.phase !== 'ready') return null;
  validation ??= createValidation();
  return await validation.report({
    labels,
    files,
    ...BOOTSTRAP,
    model: { manifest: modelAtDesk(engine, adaptation), hash: engine.modelHash },
    studies: [...entries.values()].flatMap((entry) =>
      entry.study === null
        ? []
        : [
            {
              study: readStudy(entry.study),
              findings: resultOf(entry)?.findings ?? null,
              why: whyNot(entry, engine.modelHash),
            },
          ],
    ),
  });
}
