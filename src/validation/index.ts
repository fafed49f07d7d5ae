export { reportBody, reportPage } from './page.ts';
export { REPORT_STYLE } from './page-style.ts';
export type { JudgedManifest, ValidationInput, ValidationReport } from './report.ts';
export { judgedModel, validationReport } from './report.ts';
export type { FileOf, SiteStudy } from './site-study.ts';
