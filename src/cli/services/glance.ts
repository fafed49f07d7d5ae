import { reasonFrom } from '#base';
import type { Study } from '#dicom';
import { runStudy, runWithModel } from '#pipeline';
import { outcomeOf, type StudyFindings, type TriageState } from '#triage';
import type { TriageSetup } from '../analyze-studies.ts';

/** What a glance at a study says of it: some slices, more where one is suspicious; all of a short one. Nothing to be kept as a result. */
export async function glanceAt(
  study: Study,
  {
    model,
    readSource,
    operatingPoint,
  }: Pick<TriageSetup, 'model' | 'readSource' | 'operatingPoint'>,
): Promise<TriageState> {
  const run = runWithModel(model, {
    study,
    readSource,
    operatingPoint,
    schedule: 'coarse-to-fine',
  });
  const events = runStudy(run, new AbortController().signal);
  try {
    for (let step = await events.next(); ; step = await events.next()) {
      if (step.done === true) return stateOf(step.value, false);
      if (step.value.kind !== 'interim' || step.value.closerLookFollows) continue;
      await events.return(step.value.findings);
      return stateOf(step.value.findings, true);
    }
  } catch (error) {
    return { kind: 'failed', reason: reasonFrom(error, 'study-failed') };
  }
}

function stateOf(findings: StudyFindings, interim: boolean): TriageState {
  const outcome = outcomeOf(findings);
  return outcome.kind === 'unsuitable'
    ? { kind: 'unsuitable', reasons: outcome.reasons }
    : { kind: 'findings', findings, interim };
}
