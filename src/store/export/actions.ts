import { AppError } from '#base';
import type { Study } from '#dicom';
import type { StudyList } from '#report';
import { measurementsOf } from '../measurements/state.ts';
import type { ReadableStores } from '../stores.ts';
import { readStudy } from '../worklist/held-study.ts';
import type { ExportActions, ExportPorts } from './lazy-actions.ts';

/** What a tab can give away, but for the names of its files. */
export function exportActions(
  { service, now }: ExportPorts,
  stores: ReadableStores,
  sources: ReadonlyMap<string, Blob>,
): Omit<ExportActions, 'fileNames'> {
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
    listPage: async (words) => {
      const { texts, list } = await listed();
      return texts.listPage(list, words);
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
