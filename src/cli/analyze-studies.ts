import { isAbort, ms, type Reason, reasonFrom } from '#base';
import { chosenSeries, type Study } from '#dicom';
import type { OpenModel } from '#inference';
import {
  findingsWithout,
  type ReadSource,
  runStudy,
  runWithModel,
  type StudyEvent,
} from '#pipeline';
import {
  type OperatingPointName,
  outcomeOf,
  prioritize,
  type RankedItem,
  type SliceFinding,
  type SliceNotAnalyzed,
  type StudyFindings,
  type TriageState,
} from '#triage';

/** A study with what came of it. */
export interface AnalyzedStudy {
  readonly study: Study;
  readonly findings: StudyFindings;
  /** When the run ended, in milliseconds. */
  readonly finishedAt: number;
  readonly state: TriageState;
  /** Whether the run was stopped before the study's end. */
  readonly interrupted: boolean;
}

/** What the studies are run with. */
export interface TriageSetup {
  readonly model: OpenModel;
  readonly readSource: ReadSource;
  readonly operatingPoint: OperatingPointName;
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal;
  /** What an abort does: reject, or give what is done so far, with the reason at everything else. Default 'reject'. */
  readonly onAbort?: 'reject' | 'give-what-is-done';
}

const INTERRUPTED: Reason = { code: 'interrupted', text: 'the run was interrupted' };

/** Runs one study after the other. A study that fails keeps its place with the reason. */
export async function analyzeStudies(
  studies: readonly Study[],
  setup: TriageSetup,
): Promise<readonly AnalyzedStudy[]> {
  const countOf = (study: Study) => chosenSeries(study)?.slices.length ?? 0;
  const total = studies.reduce((sum, study) => sum + countOf(study), 0);
  const results: AnalyzedStudy[] = [];
  let before = 0;
  for (const study of studies) {
    const onDone = (done: number) => setup.onSlice(before + done, total);
    results.push(await analyzeStudy(study, setup, onDone));
    before += countOf(study);
    if (!setup.signal.aborted) setup.onSlice(before, total);
  }
  return results;
}

/** Puts the studies in order. All were given at once, so none has waited longer than another. */
export function rankStudies(
  studies: readonly { readonly study: { readonly key: string }; readonly state: TriageState }[],
): readonly RankedItem[] {
  const now = ms(0);
  return prioritize(
    studies.map(({ study, state }) => ({ key: study.key, receivedAt: now, state })),
    now,
  );
}

async function analyzeStudy(
  study: Study,
  setup: TriageSetup,
  onDone: (done: number) => void,
): Promise<AnalyzedStudy> {
  const { model, readSource, operatingPoint, signal } = setup;
  const run = runWithModel(model, { study, readSource, operatingPoint, schedule: 'in-order' });
  const slices: SliceFinding[] = [];
  const notAnalysed: SliceNotAnalyzed[] = [];
  const onEvent = (event: StudyEvent) => {
    if (event.kind === 'slice') slices.push(event.finding);
    else if (event.kind === 'not-analysed') notAnalysed.push(event.slice);
    else if (event.kind === 'progress') onDone(event.done);
  };
  try {
    const findings = await finished(runStudy(run, signal), onEvent);
    return {
      study,
      finishedAt: Date.now(),
      findings,
      state: stateOf(findings),
      interrupted: false,
    };
  } catch (error) {
    if (isAbort(error)) {
      if (setup.onAbort !== 'give-what-is-done') throw error;
      const findings = findingsWithout(run, () => INTERRUPTED, { slices, notAnalysed });
      return {
        study,
        finishedAt: Date.now(),
        findings,
        state: stateOf(findings),
        interrupted: true,
      };
    }
    const reason = reasonFrom(error, 'study-failed');
    const findings = findingsWithout(run, () => reason);
    return {
      study,
      finishedAt: Date.now(),
      findings,
      state: { kind: 'failed', reason },
      interrupted: false,
    };
  }
}

async function finished(
  events: AsyncGenerator<StudyEvent, StudyFindings>,
  onEvent: (event: StudyEvent) => void,
): Promise<StudyFindings> {
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done === true) return step.value;
    onEvent(step.value);
  }
}

function stateOf(findings: StudyFindings): TriageState {
  const outcome = outcomeOf(findings);
  return outcome.kind === 'unsuitable'
    ? { kind: 'unsuitable', reasons: outcome.reasons }
    : { kind: 'findings', findings, interim: false };
}
