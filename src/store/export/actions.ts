import { AppError, type Outcome } from '#base';
import type { Study } from '#dicom';
import type {
  DeidentifiedArchive,
  ResultArchive,
  ShiftSummary,
  StudyList,
  SummaryWords,
} from '#report';
import type { AnalysisService } from '#workers';
import { measurementsOf } from '../measurements/state.ts';
import type { ReadableStores } from '../stores.ts';
import { readStudy } from '../worklist/held-study.ts';

/** The tables and texts that a list is exported as. */
export type ListFormat =
  | 'csv'
  | 'json'
  | 'ndjson'
  | 'rsna'
  | 'verdicts'
  | 'blinded'
  | 'agreement'
  | 'measurements';

/** What of them makes sense of one study. */
export type StudyFormat = Extract<ListFormat, 'json' | 'measurements'>;

/** What leaves the tab, on demand only. Writing and downloading it are the caller's. */
export interface ExportActions {
  /** Names of the files that this tab holds, by their sources, as far as they have one of their own. */
  fileNames(): ReadonlyMap<string, string>;
  /** Every study of the tab, analyzed or not. */
  exportList(format: ListFormat): Promise<string>;
  /** One study as the list has it. */
  exportStudy(key: string, format: StudyFormat): Promise<string>;
  /** The present shift looked back on: by numbers of studies, with nothing that tells a patient. */
  shiftSummary(): Promise<ShiftSummary>;
  /** Its figures, or its studies, as CSV. */
  exportShift(summary: ShiftSummary, table: 'figures' | 'studies'): Promise<string>;
  /** A study in one line to read out; `patient` as the screen says it, so that masked names stay masked. */
  phoneLine(key: string, patient: string): Promise<string>;
  /** A study on one page, as an HTML document. */
  summaryPage(key: string, words: Omit<SummaryWords, 'printedAt'>): Promise<string>;
  /** A study's result objects as DICOM in a ZIP, with patient and study copied from the images byte for byte. */
  resultArchive(key: string, signal?: AbortSignal): Promise<Outcome<ResultArchive>>;
  /** A study's images as DICOM in a ZIP, without the patient: PS3.15 Annex E. */
  deidentifiedStudy(key: string, signal?: AbortSignal): Promise<DeidentifiedArchive>;
  /** What was measured in a study as DICOM in a ZIP, a report a reader; it needs no result. */
  measurementArchive(key: string, signal?: AbortSignal): Promise<Outcome<ResultArchive>>;
}

/** The actions over what a tab can give away. What makes the texts is fetched on first use. */
export function exportActions(
  {
    service,
    now,
  }: { readonly service: Pick<AnalysisService, 'results'>; readonly now: () => number },
  /** As the reader sees them: what is hidden doesn't leave the tab either. */
  stores: ReadableStores,
  sources: ReadonlyMap<string, Blob>,
): ExportActions {
  const listed = async () => {
    const texts = await import('./texts.ts');
    const { worklist, verdicts, measurements, intake, engine } = stores;
    const state = {
      worklist: worklist.getState(),
      verdicts: verdicts.getState(),
      measurements: measurements.getState(),
      intake: intake.getState(),
      engine: engine.getState(),
    };
    return { texts, state, list: texts.studyList(state, now(), sources) };
  };
  const studyOf = (list: StudyList, key: string) => {
    const number = stores.worklist.getState().entries.get(key)?.number;
    const study = list.studies.find((one) => one.number === number);
    if (study === undefined) throw new AppError('no-study', 'This study was closed.');
    return study;
  };
  /** The study with its images. */
  const openStudy = (key: string): Study => {
    const study = stores.worklist.getState().entries.get(key)?.study;
    if (study == null) throw new AppError('no-study', 'Its images are not in this tab any more.');
    return readStudy(study);
  };
  return {
    exportList: async (format) => {
      const { texts, state, list } = await listed();
      return texts.listText(format, list, state);
    },
    exportStudy: async (key, format) => {
      const { texts, state, list } = await listed();
      const study = stores.worklist.getState().entries.get(key)?.study ?? null;
      const skipped = texts.outsideRow(study === null ? null : readStudy(study), sources);
      const one = { ...list, studies: [studyOf(list, key)], skipped };
      return texts.listText(format, one, state);
    },
    shiftSummary: async () => {
      const { shiftSummary } = await import('./texts.ts');
      const { worklist, verdicts } = stores;
      return shiftSummary({ worklist: worklist.getState(), verdicts: verdicts.getState() }, now());
    },
    exportShift: async (summary, table) => {
      const { shiftFiguresCsv, shiftStudiesCsv } = await import('./texts.ts');
      return table === 'figures' ? shiftFiguresCsv(summary) : shiftStudiesCsv(summary);
    },
    phoneLine: async (key, patient) => {
      const { texts, list } = await listed();
      return texts.phoneLine(studyOf(list, key), patient);
    },
    summaryPage: async (key, words) => {
      const { texts, list } = await listed();
      return texts.summaryPage(studyOf(list, key), { ...words, printedAt: list.exportedAt });
    },
    deidentifiedStudy: async (key, signal) => {
      const study = openStudy(key);
      const ids = study.series.flatMap(({ slices, duplicates }) =>
        [...slices, ...duplicates].map(({ sourceId }) => sourceId),
      );
      const files = [...new Set(ids)].flatMap((id) => sources.get(id) ?? []);
      const texts = await import('./texts.ts');
      return texts.deidentifiedArchive(files, signal);
    },
    fileNames: () =>
      new Map(
        [...sources].flatMap(([id, file]) => (file instanceof File ? [[id, file.name]] : [])),
      ),
    resultArchive: async (key, signal) => {
      const entry = stores.worklist.getState().entries.get(key);
      if (entry === undefined) throw new AppError('no-result', 'This study was closed.');
      const { analyzedStudy } = await import('./analyzed-study.ts');
      const analyzed = analyzedStudy(entry, stores.engine.getState());
      if (!analyzed.ok) throw new AppError(analyzed.reason.code, analyzed.reason.text);
      return service.results.archive(analyzed.value, sources, signal);
    },
    measurementArchive: async (key, signal) => {
      const study = openStudy(key);
      const measured = measurementsOf(stores.measurements.getState(), key);
      return service.results.measurements(study, measured, sources, signal);
    },
  };
}
