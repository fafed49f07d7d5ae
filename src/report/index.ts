export type { ResultFile, ResultFiles, ResultKind, ResultSource } from './result-files.ts';
export { resultFiles, resultSeriesUid } from './result-files.ts';
export type { SubmissionSlice } from './rsna-submission.ts';
export { rsnaSubmissionCsv } from './rsna-submission.ts';
export { capturedSlice } from './secondary-capture.ts';
export { placeOf, studyReport } from './study-report.ts';
export { triageCsv } from './triage-csv.ts';
export type { StudyReport, TriageReport } from './triage-report.ts';
