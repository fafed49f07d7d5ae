export { agreementCsv, blindedReadingsCsv } from './blinded-readings.ts';
export { type DeidentifiedArchive, deidentifiedArchive } from './deidentified-archive.ts';
export { type ListWords, listPage } from './list-page.ts';
export { measurementArchive } from './measurement-files.ts';
export { type ListedMeasurement, listedMeasurement, measurementLogCsv } from './measurement-log.ts';
export type { ResultKind } from './own-object.ts';
export { isOwnObject, OWN_MODALITIES, resultSeries } from './own-object.ts';
export { phoneLine } from './phone-line.ts';
export { type ResultArchive, resultArchive } from './result-archive.ts';
export type { ResultFile, ResultFiles, ResultSource } from './result-files.ts';
export { resultFiles } from './result-files.ts';
export { type AnalyzedStudy, type FindFile, readResultSource } from './result-source.ts';
export { namedUid } from './result-uid.ts';
export type { SubmissionSlice } from './rsna-submission.ts';
export { rsnaSubmissionCsv } from './rsna-submission.ts';
export { shiftFiguresCsv, shiftStudiesCsv } from './shift-csv.ts';
export type {
  ShiftCare,
  ShiftResult,
  ShiftStudy,
  ShiftSummary,
  ShiftWaits,
} from './shift-summary.ts';
export { SHIFT_CARES, SHIFT_RESULTS, summarizeShift } from './shift-summary.ts';
export type { SrForm } from './structured-report.ts';
export {
  LIST_NOTE,
  type ListedStudy,
  type ListedVerdict,
  listCsv,
  listJson,
  listNdjson,
  type StudyList,
} from './study-list.ts';
export { placeOf, rowFacts, studyReport, studyRow } from './study-report.ts';
export { type SummaryWords, summaryPage } from './summary-page.ts';
export { triageCsv } from './triage-csv.ts';
export type { StudyReport, TriageReport } from './triage-report.ts';
export { verdictLogCsv } from './verdict-log.ts';
