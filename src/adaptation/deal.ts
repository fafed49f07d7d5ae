import { seededRandom } from '#base';
import type { SiteCase } from './site-case.ts';

/**
 * The fold of each case, 0..folds-1, by patient: bleeding patients and the others are dealt evenly, in an order by chance. The same seed
 * and cases give the same folds.
 */
export function dealtFolds(
  cases: readonly SiteCase[],
  folds: number,
  seed: number,
): readonly number[] {
  const random = seededRandom(seed);
  const bleeding = new Map<string, boolean>();
  for (const { patient, bleeding: bleeds } of cases) {
    bleeding.set(patient, bleeds || bleeding.get(patient) === true);
  }
  const order = [...bleeding]
    .map(([patient, bleeds]) => ({ patient, bleeds, draw: random() }))
    .sort((a, b) => Number(b.bleeds) - Number(a.bleeds) || a.draw - b.draw);
  const foldOf = new Map(order.map(({ patient }, place) => [patient, place % folds]));
  return cases.map(({ patient }) => foldOf.get(patient) ?? 0);
}
