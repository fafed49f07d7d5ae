import { gatherFound, readerOf, studiesIn } from '#datasets';
import { isUid, type RetrievedStudy, stateOf } from '#dicomweb';
import type { OpenModel } from '#inference';
import type { SkippedSource } from '#intake';
import {
  isOwnObject,
  placeOf,
  type ResultFile,
  resultSeries,
  type StudyReport,
  type SubmissionSlice,
  studyReport,
} from '#report';
import type { RankedItem, TriageState } from '#triage';
import { type AnalyzedStudy, analyzeStudies, rankStudies } from '../../analyze-studies.ts';
import { resultsOf } from '../dicom-out.ts';
import { leftovers } from '../leftovers.ts';
import { modelInResults } from '../model.ts';
import type { TriageOptions } from '../options.ts';
import { slicesOf } from '../run.ts';
import type { ResultKeeper } from './result-keeper.ts';

/** A study's row before the others are known. */
interface Row {
  readonly study: { readonly key: string };
  readonly state: TriageState;
  readonly row: StudyReport;
}

/** Analyzes studies of a PACS one after the other and keeps of each its row, not its images. */
export class StudyRunner {
  readonly #options: Pick<TriageOptions, 'operatingPoint' | 'sr'>;
  readonly #model: OpenModel;
  readonly #keeper: Pick<ResultKeeper, 'keep'>;
  readonly #signal: AbortSignal;
  readonly #rows: Row[] = [];
  /** Files that are in no row, and what was wrong with a study as a whole. */
  readonly skipped: SkippedSource[] = [];
  readonly slices: SubmissionSlice[] = [];
  /** Objects that could not be made of a result, in words. */
  readonly complaints: string[] = [];

  constructor(
    options: Pick<TriageOptions, 'operatingPoint' | 'sr'>,
    model: OpenModel,
    keeper: Pick<ResultKeeper, 'keep'>,
    signal: AbortSignal,
  ) {
    this.#options = options;
    this.#model = model;
    this.#keeper = keeper;
    this.#signal = signal;
  }

  /** Analyzes what came of a study. `isStored`: a result of it is in the PACS, and no second one is stored. */
  async run(uid: string, came: RetrievedStudy, isStored = false): Promise<void> {
    const never = new AbortController().signal; // What came is read in any case, and then said not to be analyzed.
    const gathered = await gatherFound(came.found, () => undefined, never);
    const studies = studiesIn(gathered);
    const analysed = await analyzeStudies(studies, {
      model: this.#model,
      readSource: readerOf(gathered),
      operatingPoint: this.#options.operatingPoint,
      onSlice: () => undefined,
      signal: this.#signal,
      onAbort: 'give-what-is-done',
    });
    const pathOf = (id: string) => gathered.sources.get(id)?.path ?? id;
    this.skipped.push(...gathered.skipped, ...studies.flatMap((one) => leftovers(one, pathOf)));
    this.slices.push(...slicesOf(analysed));
    const rows = analysed.map((one) => rowOf(one, uid));
    this.#rows.push(...rows);
    if (analysed.some(({ interrupted }) => interrupted)) return;
    const files = await this.#resultFiles(analysed, (id) => gathered.sources.get(id)?.blob);
    const own = await resultSeries(uid, this.#model.pack.modelHash);
    const others = came.objects.filter((one) => !isOwnObject(one, own));
    await this.#keeper.keep({
      uid,
      files,
      rows: rows.map(({ row }) => row),
      objects: others.length,
      state: await stateOf(others.map((one) => one.sopInstanceUid)),
      before: new Set(came.objects.map((one) => one.sopInstanceUid).filter(isUid)),
      doubts: came.troubles.map(({ text }) => text),
      isStored,
    });
  }

  /** All rows, in order. */
  ranked(): readonly StudyReport[] {
    return rankStudies(this.#rows).flatMap((ranked) => {
      const found = this.#rows.find(({ study }) => study.key === ranked.key);
      return found === undefined ? [] : [{ ...found.row, ...placeOf(ranked) }];
    });
  }

  async #resultFiles(
    analysed: readonly AnalyzedStudy[],
    findFile: Parameters<typeof resultsOf>[2],
  ): Promise<readonly ResultFile[]> {
    const about = { model: await modelInResults(this.#model), sr: this.#options.sr };
    const files: ResultFile[] = [];
    for (const one of analysed) {
      const results = await resultsOf(one, about, findFile);
      files.push(...results.files);
      this.complaints.push(...results.failed);
    }
    return files;
  }
}

function rowOf(one: AnalyzedStudy, uid: string): Row {
  const [alone] = rankStudies([one]) as [RankedItem];
  const { study, state, findings } = one;
  return { study: { key: study.key }, state, row: studyReport(study, findings, alone, uid) };
}
