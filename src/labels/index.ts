export type { CsvFile, CsvRow } from './csv.ts';
export { fileError, labelBit, parseCsv, wholeNumber } from './csv.ts';
export type { Truth, TruthEntry } from './truth.ts';
export { parseTruth, studyTruth } from './truth.ts';
