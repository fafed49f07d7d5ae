import { AppError, isAbort, messageOf, ms, type Reason, sliceIndex } from '#base';
import { type Study, sliceKey } from '#dicom';
import type { OpenModel } from '#inference';
import { frameDecoder, type ReadSource, runStudy } from '#pipeline';
import {
  aggregateStudy,
  type OperatingPointName,
  outcomeOf,
  prioritize,
  type RankedItem,
  type StudyFindings,
  type TriageState,
} from '#triage';

/** A study with what came of it. */
export interface AnalysedStudy {
  readonly study: Study;
  readonly findings: StudyFindings;
  readonly state: TriageState;
}

/** What the studies are run with. */
export interface TriageSetup {
  readonly model: OpenModel;
  readonly readSource: ReadSource;
  readonly operatingPoint: OperatingPointName;
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Runs one study after the other. A study that fails keeps its place with the reason. */
export async function analyseStudies(
  studies: readonly Study[],
  setup: TriageSetup,
): Promise<readonly AnalysedStudy[]> {
  const total = studies.reduce((sum, study) => sum + chosenSlices(study).length, 0);
  const results: AnalysedStudy[] = [];
  let before = 0;
  for (const study of studies) {
    const onDone = (done: number) => setup.onSlice(before + done, total);
    results.push(await analyseStudy(study, setup, onDone));
    before += chosenSlices(study).length;
    setup.onSlice(before, total);
  }
  return results;
}

/** Puts the studies in order. All were given at once, so none has waited longer than another. */
export function rankStudies(studies: readonly AnalysedStudy[]): readonly RankedItem[] {
  const now = ms(0);
  return prioritize(
    studies.map(({ study, state }) => ({ key: study.key, receivedAt: now, state })),
    now,
  );
}

const chosenSlices = (study: Study) =>
  study.series.find(({ key }) => key === study.chosen?.seriesKey)?.slices ?? [];

async function analyseStudy(
  study: Study,
  setup: TriageSetup,
  onDone: (done: number) => void,
): Promise<AnalysedStudy> {
  try {
    const findings =
      study.chosen === null ? setAside(study, setup) : await run(study, setup, onDone);
    const outcome = outcomeOf(findings);
    const state: TriageState =
      outcome.kind === 'unsuitable'
        ? { kind: 'unsuitable', reasons: outcome.reasons }
        : { kind: 'findings', findings, interim: false };
    return { study, findings, state };
  } catch (error) {
    if (isAbort(error)) throw error;
    const code = error instanceof AppError ? error.code : 'study-failed';
    const reason = { code, text: messageOf(error) };
    const findings = nothing(study, setup, () => reason);
    return { study, findings, state: { kind: 'failed', reason } };
  }
}

async function run(
  study: Study,
  { model, readSource, operatingPoint, signal }: TriageSetup,
  onDone: (done: number) => void,
): Promise<StudyFindings> {
  const { manifest } = model.pack;
  const events = runStudy(
    {
      study,
      decodeFrame: frameDecoder(readSource),
      predict: model.predict,
      preprocess: manifest.preprocess,
      aggregator: manifest.study,
      alongSlices: model.alongSlices,
      operatingPoint,
      batchSize: model.engine.preferredBatch,
      schedule: 'in-order',
    },
    signal,
  );
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done === true) return step.value;
    if (step.value.kind === 'progress') onDone(step.value.done);
  }
}

/** A study without a series to analyse: all its slices are there, each with its series' reason. */
function setAside(study: Study, setup: TriageSetup): StudyFindings {
  return nothing(study, setup, (series) =>
    series.role.kind === 'set-aside'
      ? series.role.reason
      : { code: 'not-chosen', text: 'the series was not chosen' },
  );
}

function nothing(
  study: Study,
  { model, operatingPoint }: TriageSetup,
  reasonOf: (series: Study['series'][number]) => Reason,
): StudyFindings {
  const series = study.series.filter(
    ({ key }) => study.chosen === null || key === study.chosen.seriesKey,
  );
  const notAnalysed = series
    .flatMap((one) => one.slices.map((header) => ({ header, reason: reasonOf(one) })))
    .map(({ header, reason }, index) => ({
      sliceKey: sliceKey(header),
      index: sliceIndex(index),
      reason,
    }));
  const given = { slices: [], notAnalysed, suitability: [] };
  return aggregateStudy(given, model.pack.manifest.study, operatingPoint);
}
