import { AppError, isRecord, messageOf } from '#base';
import { type CsvFile, type CsvRow, fileError, parseCsv } from '#labels';

/** A study of a site's list with what a reader said of it. */
export interface SiteStudy {
  /** StudyInstanceUID, or what else the list names it by. */
  readonly key: string;
  /** '' where the list does not say. */
  readonly patient: string;
  /** The package's own `any`, whatever the desk that wrote it had adapted; null: no result. */
  readonly probability: number | null;
  /** hemorrhage, none, unsure, ...; '' where nothing was said. */
  readonly verdict: string;
  /** Of the model that gave the probability; '' where the list does not say. */
  readonly modelHash: string;
  /** The verdict was given before the result was shown; null where the list does not say. */
  readonly blind: boolean | null;
  /** Median HU of the brain; null where it is not there. */
  readonly brainHu: number | null;
  /** When it came, for the order: ISO 8601; '' where the list does not say. */
  readonly receivedAt: string;
}

/** Of the list as JSON: docs/CHANGELOG-formats.md. */
const NEWEST_LIST = 3;

const isProbability = (value: number): boolean => value >= 0 && value <= 1;

const NAMES = {
  key: ['study_instance_uid', 'StudyInstanceUID', 'study', 'number'],
  patient: ['patient_id', 'PatientID', 'patient'],
  probability: ['any', 'probability'],
  /** Where the desk's numbers were adapted, the package's beside them. */
  packaged: ['package_any'],
  verdict: ['verdict'],
  modelHash: ['model_hash'],
  brainHu: ['brain_hu'],
  receivedAt: ['received_at'],
} as const;

/**
 * Reads the content of what a tab exports: the list as JSON or CSV, or the log of verdicts (CSV); or any CSV with the columns study, any and verdict. Of a log
 * the verdicts count that stand: `stands` is yes and nothing is taken back. Throws AppError 'bad-dataset' that names file and line, and
 * 'bad-verdicts' for JSON that is no such list.
 */
export function parseSiteStudies(path: string, content: Uint8Array): readonly SiteStudy[] {
  return /\.json$/i.test(path)
    ? jsonStudies(path, new TextDecoder().decode(content))
    : csvStudies(parseCsv(path, content));
}

function csvStudies(csv: CsvFile): readonly SiteStudy[] {
  const column = (names: readonly string[]) => names.find((name) => csv.columns.includes(name));
  const [key, probability] = [column(NAMES.key), column(NAMES.probability)];
  if (key === undefined) {
    throw fileError(csv.path, 1, `no column names the study: ${NAMES.key.join(', ')}`);
  }
  if (probability === undefined) throw fileError(csv.path, 1, 'the column "any" is missing');
  const text = (row: CsvRow, names: readonly string[]) => {
    const name = column(names);
    return name === undefined ? '' : row.text(name);
  };
  return csv.rows.flatMap((row): SiteStudy[] => {
    const isOld = text(row, ['stands']) === 'no' || text(row, ['taken_back_at']) !== '';
    if (isOld) return [];
    const named = row.text(key) || text(row, ['number']);
    if (named === '') throw fileError(csv.path, row.line, `"${key}" is empty`);
    const stage = text(row, ['stage']);
    return [
      {
        key: named,
        patient: text(row, NAMES.patient),
        probability: packagedIn(csv, row) ?? probabilityIn(csv, row, probability),
        verdict: text(row, NAMES.verdict),
        modelHash: text(row, NAMES.modelHash),
        blind: stage === '' ? null : stage === 'first',
        brainHu: column(NAMES.brainHu) === undefined ? null : numberIn(csv, row, 'brain_hu'),
        receivedAt: text(row, NAMES.receivedAt),
      },
    ];
  });
}

const packagedIn = (csv: CsvFile, row: CsvRow): number | null =>
  csv.columns.includes(NAMES.packaged[0]) ? probabilityIn(csv, row, NAMES.packaged[0]) : null;

function probabilityIn(csv: CsvFile, row: CsvRow, column: string): number | null {
  const value = numberIn(csv, row, column);
  if (value === null || isProbability(value)) return value;
  throw fileError(csv.path, row.line, `"${column}" is ${value}, not between 0 and 1`);
}

function numberIn(csv: CsvFile, row: CsvRow, column: string): number | null {
  const text = row.text(column);
  if (text === '') return null;
  const value = Number(csv.separator === ',' ? text : text.replace(',', '.'));
  if (Number.isFinite(value)) return value;
  throw fileError(csv.path, row.line, `"${column}" is "${text}", not a number`);
}

function jsonStudies(path: string, text: string): readonly SiteStudy[] {
  const bad = (what: string) => new AppError('bad-verdicts', `${path}: ${what}`);
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw bad(`is no JSON: ${messageOf(cause)}`);
  }
  const { studies = null, version = null } = isRecord(list) ? list : {};
  if (!Array.isArray(studies)) throw bad('has no "studies": export the list as JSON');
  if (typeof version === 'number' && version > NEWEST_LIST) {
    throw bad(`is of version ${version}, and up to ${NEWEST_LIST} is read`);
  }
  return studies.map((study: unknown, at) => {
    if (!isRecord(study)) throw bad(`study ${at + 1} is no object`);
    const member = (of: unknown, name: string) => (isRecord(of) ? of[name] : undefined);
    const words = (value: unknown) => (typeof value === 'string' ? value : '');
    const any =
      member(study.computedBy, 'packageAny') ?? member(study.probabilities, 'any') ?? null;
    if (any !== null && typeof any !== 'number') throw bad(`"any" of study ${at + 1} is no number`);
    if (any !== null && !isProbability(any)) {
      throw bad(`"any" of study ${at + 1} is ${any}, not between 0 and 1`);
    }
    const isTakenBack = member(study.verdict, 'takenBackAt') != null;
    const stage = words(member(study.verdict, 'stage'));
    return {
      key: words(study.studyInstanceUid) || String(study.number ?? at + 1),
      patient: words(study.patientId),
      probability: any,
      verdict: isTakenBack ? '' : words(member(study.verdict, 'given')),
      modelHash: words(member(study.computedBy, 'hash')),
      blind: stage === '' ? null : stage === 'first',
      brainHu: brainHuOf(study.suitability),
      receivedAt: words(study.receivedAt),
    };
  });
}

/** The brain's median in HU, of what the check of the brain's values says in words; null where it says none. */
export function brainHuOf(suitability: unknown): number | null {
  const checks: readonly unknown[] = Array.isArray(suitability) ? suitability : [];
  for (const check of checks) {
    if (!isRecord(check) || check.code !== 'brain-hu' || typeof check.text !== 'string') continue;
    const found = /median is (-?\d+(?:\.\d+)?) HU/.exec(check.text)?.[1];
    if (found !== undefined) return Number(found);
  }
  return null;
}
