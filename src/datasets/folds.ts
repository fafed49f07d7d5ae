import { seededRandom } from '#base';
import { fileError, wholeNumber } from '#labels';
import { readCsv } from './csv.ts';

/** Folds of a cross-validation that is made here. */
const FOLD_COUNT = 5;

/** Reads which patient is in which fold (columns patient, fold). Throws AppError 'bad-dataset' for a patient given twice. */
export async function readFolds(path: string): Promise<ReadonlyMap<string, number>> {
  const csv = await readCsv(path, ['patient', 'fold']);
  const folds = new Map<string, number>();
  for (const row of csv.rows) {
    const patient = row.text('patient');
    const fold = wholeNumber(csv, row, 'fold');
    const before = folds.get(patient);
    if (before !== undefined) {
      const text = before === fold ? `twice in fold ${fold}` : `in folds ${before} and ${fold}`;
      throw fileError(path, row.line, `patient ${patient} is ${text}`);
    }
    folds.set(patient, fold);
  }
  return folds;
}

/**
 * Deals patients to FOLD_COUNT folds by a seed, those with a hemorrhage and those without each evenly. The order in which
 * the patients were found doesn't matter.
 */
export function dealFolds(
  patients: ReadonlyMap<string, { readonly positive: boolean }>,
  seed: number,
): ReadonlyMap<string, number> {
  const uniform = seededRandom(seed);
  const sorted = [...patients].sort(([a], [b]) => (a < b ? -1 : 1));
  const drawn = sorted
    .map(([patient, { positive }]) => ({ patient, positive, draw: uniform() }))
    .sort((a, b) => Number(b.positive) - Number(a.positive) || a.draw - b.draw);
  return new Map(drawn.map(({ patient }, index) => [patient, index % FOLD_COUNT]));
}
