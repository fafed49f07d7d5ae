import { basename, dirname, extname } from 'node:path';
import { type LabelMap, labelMap } from '#base';
import { gather, readerOf, refuseMissing, studiesIn } from '#datasets';
import type { Study } from '#dicom';
import type { ScoredCase } from '#evaluation';
import type { OpenModel } from '#inference';
import { fileError, studyTruth, type Truth } from '#labels';
import { type AnalyzedStudy, analyzeStudies } from '../analyze-studies.ts';

/** The cases of a DICOM folder, and what could not be judged. */
export interface DicomCases {
  readonly slices: readonly ScoredCase[];
  readonly studies: readonly ScoredCase[];
  /** Labeled slices that were left out (no brain, undecodable), and how many of them are positive. */
  readonly notAnalysed: { readonly slices: number; readonly positive: number };
  /** Studies without a label, and studies that could not be analyzed. */
  readonly unlabeledStudies: number;
  readonly failedStudies: number;
}

/** What a run needs. */
export interface DicomRun {
  readonly paths: readonly string[];
  readonly truth: Truth;
  readonly model: OpenModel;
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

const NOTHING: LabelMap<boolean | null> = labelMap(() => null);

/** Names under which a labels file may know a study: its UIDs, its patient, its folder. */
function namesOf(study: Study, paths: readonly string[]): readonly string[] {
  const folders = paths.map((path) => basename(dirname(path)));
  return [study.studyInstanceUid, study.patient.patientId, ...new Set(folders)];
}

/** Names of a slice: SOP instance UID, file name with and without its ending. */
function sliceNames(sopInstanceUid: string, path: string): readonly string[] {
  const file = basename(path);
  return [sopInstanceUid, file, file.slice(0, file.length - extname(file).length)];
}

function truthFor(truth: Truth, names: readonly string[]): LabelMap<boolean | null> {
  const name = names.find((one) => truth.byName.has(one));
  return (name === undefined ? undefined : truth.byName.get(name)?.truth) ?? NOTHING;
}

/** One study's cases. */
function casesOf({ study, findings }: AnalyzedStudy, truth: Truth, pathOf: (id: string) => string) {
  const headers = study.series.flatMap(({ slices }) => slices);
  const paths = headers.map(({ sourceId }) => pathOf(sourceId));
  const patient = study.patient.patientId || study.key;
  const sliceTruth = new Map<string, LabelMap<boolean | null>>(
    truth.level === 'study'
      ? []
      : headers.map(({ sopInstanceUid, sourceId }) => [
          sopInstanceUid,
          truthFor(truth, sliceNames(sopInstanceUid, pathOf(sourceId))),
        ]),
  );
  const of = (key: string) => sliceTruth.get(key) ?? NOTHING;
  const slices = findings.slices.map(
    ({ sliceKey, probabilities }): ScoredCase => ({
      id: sliceKey,
      patient,
      truth: of(sliceKey),
      probabilities,
    }),
  );
  const labeled = [...sliceTruth.values()].filter(({ any }) => any !== null);
  const missed = findings.notAnalysed.map(({ sliceKey }) => of(sliceKey));
  const whole: ScoredCase = {
    id: namesOf(study, paths)[0] ?? study.key,
    patient,
    truth: truth.level === 'study' ? truthFor(truth, namesOf(study, paths)) : studyTruth(labeled),
    probabilities: findings.probabilities,
  };
  return { slices, study: whole, missed };
}

/** Runs the app's pipeline over DICOM and joins the labels. Throws where the labels name nothing that is there. */
export async function dicomCases(run: DicomRun): Promise<DicomCases> {
  await refuseMissing(run.paths);
  const gathered = await gather(run.paths, () => undefined, run.signal);
  const analysed = await analyzeStudies(studiesIn(gathered), {
    model: run.model,
    readSource: readerOf(gathered),
    operatingPoint: 'balanced',
    onSlice: run.onSlice,
    signal: run.signal,
  });
  const pathOf = (id: string) => gathered.sources.get(id)?.path ?? id;
  const cases = analysed.map((one) => casesOf(one, run.truth, pathOf));
  const judged = cases.filter(({ study }) => !Number.isNaN(study.probabilities.any));
  const labeled = judged.filter(({ study }) => study.truth.any !== null);
  if (labeled.length === 0) {
    throw fileError(
      run.truth.path,
      null,
      `none of its ${run.truth.byName.size} names is that of a ${run.truth.level} that could be analyzed`,
    );
  }
  const missed = cases.flatMap((one) => one.missed).filter(({ any }) => any !== null);
  return {
    slices: judged.flatMap(({ slices }) => slices),
    studies: labeled.map(({ study }) => study),
    notAnalysed: {
      slices: missed.length,
      positive: missed.filter(({ any }) => any === true).length,
    },
    unlabeledStudies: judged.length - labeled.length,
    failedStudies: cases.length - judged.length,
  };
}
