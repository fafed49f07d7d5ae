import { describe, expect, it } from 'vitest';
import { type Label, labelMap, probability } from '#base';
import { isTypeUnclear, namedTypes } from './named-types.ts';

const findings = (flagged: readonly Label[], numbers: Partial<Record<Label, number>> = {}) => ({
  flagged,
  probabilities: labelMap((label) => probability(numbers[label] ?? 0.5)),
});

describe('the types of a study that may be named', () => {
  it('are those that it is flagged for, the likeliest first, alike ones in the order of labels', () => {
    const said = findings(['any', 'epidural', 'intraventricular', 'subdural'], { subdural: 0.7 });
    expect(namedTypes(said)).toEqual(['subdural', 'epidural', 'intraventricular']);
    expect(isTypeUnclear(said)).toBe(false);
  });

  it('are none where only hemorrhage is flagged: its type is not clear', () => {
    const said = findings(['any'], { subdural: 0.9 });
    expect(namedTypes(said)).toEqual([]);
    expect(isTypeUnclear(said)).toBe(true);
  });

  it('are none without a flag, and nothing is said of a type then', () => {
    expect(namedTypes(findings([]))).toEqual([]);
    expect(isTypeUnclear(findings([]))).toBe(false);
  });
});
