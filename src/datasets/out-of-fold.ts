import { LABELS, type LabelMap, labelMap, sigmoid } from '#base';
import { type CsvFile, type CsvRow, fileError, labelBit, wholeNumber } from '#labels';
import { readCsv } from './csv.ts';

/** A slice with its truth and the model's raw (not calibrated) probabilities. */
export interface RawSlice {
  readonly id: string;
  readonly study: string;
  readonly patient: string;
  /** Order in the study. */
  readonly position: number;
  readonly fold: number | null;
  readonly truth: LabelMap<boolean | null>;
  readonly raw: LabelMap<number>;
}

const COLUMNS = [
  'file',
  'patient',
  'fold',
  ...LABELS.map((label) => `logit_${label}`),
  ...LABELS,
  'study',
  'position',
];

/**
 * Out-of-fold predictions as training/predict_oof.py writes them: each slice by the model that did not see its patient.
 * Throws AppError 'bad-dataset' that names file and line.
 */
export async function readOutOfFold(path: string): Promise<readonly RawSlice[]> {
  const csv = await readCsv(path, COLUMNS);
  if (csv.rows.length === 0) throw fileError(path, null, 'names no slice');
  const lineOf = new Map<string, number>();
  const foldOf = new Map<string, number>();
  return csv.rows.map((row) => {
    const slice = sliceOf(csv, row);
    const before = lineOf.get(slice.id);
    if (before !== undefined) {
      throw fileError(path, row.line, `${slice.id} is given twice (first on line ${before})`);
    }
    lineOf.set(slice.id, row.line);
    const fold = foldOf.get(slice.patient) ?? slice.fold;
    if (fold !== slice.fold) {
      throw fileError(
        path,
        row.line,
        `patient ${slice.patient} is in folds ${fold} and ${slice.fold}`,
      );
    }
    foldOf.set(slice.patient, fold);
    return slice;
  });
}

function sliceOf(csv: CsvFile, row: CsvRow): RawSlice & { readonly fold: number } {
  const raw: LabelMap<number> = labelMap((label) => {
    const text = row.text(`logit_${label}`);
    const logit = text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(logit)) {
      throw fileError(csv.path, row.line, `"logit_${label}" is "${text}", not a number`);
    }
    return sigmoid(logit);
  });
  return {
    id: row.text('file'),
    study: row.text('study'),
    patient: row.text('patient'),
    position: wholeNumber(csv, row, 'position'),
    fold: wholeNumber(csv, row, 'fold'),
    truth: labelMap((label) => labelBit(csv, row, label) === 1),
    raw,
  };
}
