export type { ValidationReport } from './format.ts';
export type { JudgedManifest } from './judged-model.ts';
export { judgedModel } from './judged-model.ts';
export { reportBody, reportPage } from './page.ts';
export { REPORT_STYLE } from './page-style.ts';
export type { ValidationInput } from './report.ts';
export { validationReport } from './report.ts';
export type { FileOf, SiteStudy } from './site-study.ts';
