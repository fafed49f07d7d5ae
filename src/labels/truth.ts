import { isLabel, LABELS, type LabelMap, labelMap } from '#base';
import { type CsvFile, type CsvRow, fileError, labelBit, parseCsv } from './csv.ts';

/** What a labels file says of one slice or study; null where it says nothing. */
export interface TruthEntry {
  readonly line: number;
  readonly truth: LabelMap<boolean | null>;
}

/** A labels file, read: truths by the name that it gives to slices or studies. */
export interface Truth {
  readonly path: string;
  readonly level: 'slice' | 'study';
  readonly byName: ReadonlyMap<string, TruthEntry>;
}

/** Columns that name a slice, or a study, in the order in which they are looked for. */
const SLICE_COLUMNS = ['file', 'SOPInstanceUID', 'sop', 'slice_id', 'image'];
const STUDY_COLUMNS = [
  'study',
  'StudyInstanceUID',
  'study_instance_uid',
  'patient',
  'PatientID',
  'patient_id',
];
/** What the label may be called where there is but one. */
const ANY_COLUMNS = ['any', 'label'];

/**
 * Reads labels: RSNA 2019's rows (`ID,Label`: ID_0123abcde_epidural,1), one row a slice (`file,...` and columns named as
 * the labels), or one row a study (`study,any,epidural,...`). Throws AppError 'bad-dataset' that names file and line.
 */
export function parseTruth(path: string, content: Uint8Array): Truth {
  const csv = parseCsv(path, content);
  if (csv.rows.length === 0) throw fileError(path, null, 'names no slice and no study');
  if (csv.columns.includes('ID') && csv.columns.includes('Label')) return rsnaTruth(csv);
  const sliceColumn = SLICE_COLUMNS.find((name) => csv.columns.includes(name));
  const studyColumn = STUDY_COLUMNS.find((name) => csv.columns.includes(name));
  const named = sliceColumn ?? studyColumn;
  if (named === undefined) {
    throw fileError(
      path,
      1,
      'no column is named ID and Label (RSNA), file (slices) or study (studies)',
    );
  }
  const any = ANY_COLUMNS.find((name) => csv.columns.includes(name));
  if (any === undefined) throw fileError(path, 1, 'the column "any" is missing');
  const byName = new Map<string, TruthEntry>();
  for (const row of csv.rows) {
    const name = row.text(named);
    if (name === '') throw fileError(path, row.line, `"${named}" is empty`);
    const before = byName.get(name);
    if (before !== undefined) {
      throw fileError(path, row.line, `${name} is labeled twice (first on line ${before.line})`);
    }
    byName.set(name, { line: row.line, truth: truthOf(csv, row, any) });
  }
  return { path, level: sliceColumn === undefined ? 'study' : 'slice', byName };
}

function truthOf(csv: CsvFile, row: CsvRow, any: string): LabelMap<boolean | null> {
  const truth = labelMap((label) => {
    const column = label === 'any' ? any : label;
    const isThere = csv.columns.includes(column) && row.text(column) !== '';
    return isThere ? labelBit(csv, row, column) === 1 : null;
  });
  refuseContradiction(csv, row.line, truth);
  return truth;
}

/** A bleed of a type is a bleed: where `any` says otherwise, or nothing, one of the two is a slip, and it would be counted on one side only. */
function refuseContradiction(
  { path }: CsvFile,
  line: number,
  truth: LabelMap<boolean | null>,
): void {
  if (truth.any === true || !LABELS.some((label) => truth[label] === true)) return;
  const said = truth.any === null ? 'empty' : '0';
  throw fileError(path, line, `"any" is ${said} and a type is 1`);
}

/** ID_<slice>_<label> rows, six a slice, in any order. The same row twice is tolerated, as RSNA's file has some. */
function rsnaTruth(csv: CsvFile): Truth {
  const found = new Map<string, { line: number; bits: Map<string, boolean> }>();
  for (const row of csv.rows) {
    const id = row.text('ID');
    const cut = id.lastIndexOf('_');
    const label = id.slice(cut + 1);
    if (cut < 1 || !isLabel(label)) {
      throw fileError(csv.path, row.line, `"${id}" does not end with a label`);
    }
    const name = id.slice(0, cut);
    const entry = found.get(name) ?? { line: row.line, bits: new Map() };
    const bit = labelBit(csv, row, 'Label') === 1;
    if (entry.bits.has(label) && entry.bits.get(label) !== bit) {
      throw fileError(csv.path, row.line, `${id} is given a second time, with another label`);
    }
    entry.bits.set(label, bit);
    found.set(name, entry);
  }
  const byName = new Map<string, TruthEntry>();
  for (const [name, { line, bits }] of found) {
    const truth = labelMap((label) => bits.get(label) ?? null);
    refuseContradiction(csv, line, truth);
    byName.set(name, { line, truth });
  }
  return { path: csv.path, level: 'slice', byName };
}

/** A study's truth from its slices': positive if one is, negative if all are known to be, else unknown. */
export function studyTruth(slices: readonly LabelMap<boolean | null>[]): LabelMap<boolean | null> {
  return labelMap((label) => {
    const values = slices.map((truth) => truth[label]);
    if (values.includes(true)) return true;
    return values.length > 0 && values.every((value) => value === false) ? false : null;
  });
}
