import { apart, capitalized, countOf, isNeverFlagged, LABELS, type Label, reaches } from '#base';
import { evidenceOf } from './decide.ts';
import type { OperatingPointName, StudyFindings } from './findings.ts';
import { namedTypes } from './named-types.ts';

const POINT_NAMES: Readonly<Record<OperatingPointName, string>> = {
  highSensitivity: 'high-sensitivity',
  balanced: 'balanced',
  highSpecificity: 'high-specificity',
};

/** From here on a flag is called probable, below it possible. */
const PROBABLE = 0.5;

/**
 * What a study is flagged for, or that it is not; with the thresholds where the numbers alone would puzzle. Never says normal. `unflagged`: in
 * the place of there being no flag, which a part of a study does not say.
 */
export function flagInWords(findings: StudyFindings, unflagged?: string): string {
  const { flagged, probabilities, operatingPoint } = findings;
  if (flagged.length === 0) {
    const none = unflagged ?? `No flag at the ${POINT_NAMES[operatingPoint]} operating point`;
    return `${none} (${againstThreshold('any', findings)})${overWithoutFlag(findings)}`;
  }
  const types = namedTypes(findings);
  const [best] = types;
  if (best === undefined) {
    return capitalized(
      `${chance('any', findings)} hemorrhage, type not clear ${numberInWords('any', findings)}`,
    );
  }
  // "Possible intraventricular" alone would hide that a hemorrhage of whatever type is probable.
  const anyFirst = probabilities.any >= PROBABLE && probabilities[best] < PROBABLE;
  const anyByItself = reachesItsOwn('any', findings) ?? true;
  const listed = [
    ...(anyFirst && anyByItself ? [`probable hemorrhage ${numberInWords('any', findings)}`] : []),
    ...types.map((type, index) => {
      const previous = types[index - 1];
      const word = chance(type, findings);
      const same = previous !== undefined && chance(previous, findings) === word;
      return `${same ? '' : `${word} `}${type} ${numberInWords(type, findings)}`;
    }),
  ].join(', ');
  return `${capitalized(listed)}${anyByItself ? '' : ownThresholds(types, findings)}`;
}

/** Types over their own thresholds in a study that `any` alone may flag, and doesn't: seen, named and not hidden. */
function overWithoutFlag(findings: StudyFindings): string {
  const over = LABELS.filter((label) => label !== 'any' && reachesItsOwn(label, findings) === true);
  const numbers = over.map((type) => `${type} ${numberInWords(type, findings)}`);
  return over.length === 0
    ? ''
    : `; ${numbers.join(', ')} over ${over.length === 1 ? 'its own threshold' : 'their own thresholds'}`;
}

const chance = (label: Label, { probabilities }: StudyFindings): string =>
  probabilities[label] >= PROBABLE ? 'probable' : 'possible';

/** Whether a label flags by its own number; undefined in results that were stored without their thresholds. */
function reachesItsOwn(label: Label, { probabilities, thresholds }: StudyFindings) {
  return thresholds === undefined ? undefined : reaches(probabilities[label], thresholds[label]);
}

/** Why a study is flagged whose `any` is under its own threshold: it may stand above an unflagged one with a higher number. */
function ownThresholds(types: readonly Label[], findings: StudyFindings): string {
  const { thresholds } = findings;
  if (thresholds === undefined) return '';
  const from = types.map((type) => {
    const said = apart(findings.probabilities[type], thresholds[type]);
    return said.threshold.toFixed(said.digits);
  });
  const which = types.length === 1 ? 'this type’s own threshold' : 'these types’ own thresholds';
  return `: flagged by ${which} of ${from.join(' and ')} (${againstThreshold('any', findings)})`;
}

function numberInWords(label: Label, findings: StudyFindings): string {
  const ofLabel = () => evidenceOf(findings).filter((evidence) => evidence.label === label);
  const count = findings.flaggedSlices?.[label] ?? ofLabel().length;
  const slices = count === 0 ? '' : ` on ${countOf(count, 'slice')}`;
  return `${findings.probabilities[label].toFixed(2)}${slices}`;
}

/** "any 0.41, flags from 0.50". */
export function againstThreshold(label: Label, findings: StudyFindings): string {
  const value: number = findings.probabilities[label];
  const threshold = findings.thresholds?.[label];
  if (threshold === undefined || isNeverFlagged(threshold)) return `${label} ${value.toFixed(2)}`;
  const said = apart(value, threshold);
  return `${label} ${said.value.toFixed(said.digits)}, flags from ${said.threshold.toFixed(said.digits)}`;
}
