export { toCsv } from './csv.ts';
export { uidOf } from './dicom-uid.ts';
export { keyObjectSelection } from './key-object-selection.ts';
export type { SubmissionSlice } from './rsna-submission.ts';
export { rsnaSubmissionCsv } from './rsna-submission.ts';
export { studyReport } from './study-report.ts';
export { triageCsv } from './triage-csv.ts';
export type { ReportedEvidence, StudyReport, TriageReport } from './triage-report.ts';
export type { NewObject } from './written-object.ts';
