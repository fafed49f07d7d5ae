import type { Outcome } from '#base';
import type {
  DeidentifiedArchive,
  ListWords,
  ResultArchive,
  ShiftSummary,
  SummaryWords,
} from '#report';
import type { AnalysisService } from '#workers';
import type { ReadableStores } from '../stores.ts';

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
  /** The whole list to print, as an HTML document. */
  listPage(words: ListWords): Promise<string>;
  /** A study on one page, as an HTML document. */
  summaryPage(key: string, words: Omit<SummaryWords, 'printedAt'>): Promise<string>;
  /** A study's result objects as DICOM in a ZIP, with patient and study copied from the images byte for byte. */
  resultArchive(key: string, signal?: AbortSignal): Promise<Outcome<ResultArchive>>;
  /** A study's images as DICOM in a ZIP, without the patient: PS3.15 Annex E. */
  deidentifiedStudy(key: string, signal?: AbortSignal): Promise<DeidentifiedArchive>;
  /** What was measured in a study as DICOM in a ZIP, a report a reader; it needs no result. */
  measurementArchive(key: string, signal?: AbortSignal): Promise<Outcome<ResultArchive>>;
}

/** What of the outside the actions need. */
export interface ExportPorts {
  readonly service: Pick<AnalysisService, 'results'>;
  readonly now: () => number;
}

/** The actions over what a tab can give away, whose code is fetched on first use. Where it can't be fetched they fail. */
export function lazyExportActions(
  ports: ExportPorts,
  /** As the reader sees them: what is hidden doesn't leave the tab either. */
  stores: ReadableStores,
  sources: ReadonlyMap<string, Blob>,
): ExportActions {
  const actions = async (): Promise<Omit<ExportActions, 'fileNames'>> => {
    const { exportActions } = await import('./actions.ts');
    return exportActions(ports, stores, sources);
  };
  return {
    fileNames: () =>
      new Map(
        [...sources].flatMap(([id, file]) => (file instanceof File ? [[id, file.name]] : [])),
      ),
    exportList: async (...given) => (await actions()).exportList(...given),
    exportStudy: async (...given) => (await actions()).exportStudy(...given),
    shiftSummary: async () => (await actions()).shiftSummary(),
    exportShift: async (...given) => (await actions()).exportShift(...given),
    phoneLine: async (...given) => (await actions()).phoneLine(...given),
    listPage: async (...given) => (await actions()).listPage(...given),
    summaryPage: async (...given) => (await actions()).summaryPage(...given),
    resultArchive: async (...given) => (await actions()).resultArchive(...given),
    deidentifiedStudy: async (...given) => (await actions()).deidentifiedStudy(...given),
    measurementArchive: async (...given) => (await actions()).measurementArchive(...given),
  };
}
