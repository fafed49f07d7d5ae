import { AppError } from '#base';

/** A study that a reader of the site called, with what the package had said of it. */
export interface SiteCase {
  /** What names the study in errors. */
  readonly key: string;
  /** Studies of one patient hang together. */
  readonly patient: string;
  /** The kept probability of `any`, calibrated as the package has it; 0..1. */
  readonly probability: number;
  /** The reader's verdict: hemorrhage, or none seen. */
  readonly bleeding: boolean;
}

/** Fewer studies say nothing: an error. */
const LEAST_STUDIES = 10;

/** How many of a list are of each class. */
export const classesOf = (cases: readonly Pick<SiteCase, 'bleeding'>[]) => {
  const positives = cases.filter(({ bleeding }) => bleeding).length;
  return { n: cases.length, positives, negatives: cases.length - positives };
};

/**
 * A site's verdicts as they can be used: a study that is given twice alike counts once. Throws AppError 'bad-verdicts' for a probability
 * outside 0 to 1 and for two verdicts or two probabilities of one study, 'one-class' where all studies bleed or none does, 'too-few' for
 * less than {@link LEAST_STUDIES}.
 */
export function usableCases(given: readonly SiteCase[]): readonly SiteCase[] {
  const byKey = new Map<string, SiteCase>();
  for (const one of given) {
    if (!(one.probability >= 0 && one.probability <= 1)) {
      const text = `Study ${one.key} has the probability ${one.probability}, which is not between 0 and 1.`;
      throw new AppError('bad-verdicts', text);
    }
    const before = byKey.get(one.key);
    if (before !== undefined && before.bleeding !== one.bleeding) {
      const text = `Study ${one.key} is called hemorrhage and none: one of the two must be taken back.`;
      throw new AppError('bad-verdicts', text);
    }
    if (before !== undefined && before.probability !== one.probability) {
      const text = `Study ${one.key} has two probabilities, ${before.probability} and ${one.probability}.`;
      throw new AppError('bad-verdicts', text);
    }
    byKey.set(one.key, one);
  }
  const cases = [...byKey.values()];
  const { n, positives } = classesOf(cases);
  if (n < LEAST_STUDIES) {
    const text = `${n} studies have a verdict that counts and a probability; less than ${LEAST_STUDIES} say nothing.`;
    throw new AppError('too-few', text);
  }
  if (positives === 0 || positives === n) {
    const which = positives === 0 ? 'None' : 'Every one';
    const text = `${which} of the ${n} studies was called hemorrhage: without both classes nothing can be adapted.`;
    throw new AppError('one-class', text);
  }
  return cases;
}
