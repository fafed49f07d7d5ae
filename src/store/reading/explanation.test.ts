import { describe, expect, it } from 'vitest';
import { LABELS, type Label, labelMap, probability } from '#base';
import { strongestMap } from './explanation.ts';

const box = { left: 3, top: 5, side: 40 };
const NUMBERS: Readonly<Partial<Record<Label, number>>> = {
  any: 0.9,
  subdural: 0.7,
  epidural: 0.4,
};

/** A slice whose map of one label is 2, then -2. */
function aSlice(hot: Label) {
  const logits = new Float32Array(2 * LABELS.length);
  logits[LABELS.indexOf(hot)] = 2;
  logits[LABELS.length + LABELS.indexOf(hot)] = -2;
  const probabilities = labelMap((label) => probability(NUMBERS[label] ?? 0.1));
  return { maps: { width: 2, height: 1, logits }, probabilities, box };
}

describe('the map of a slice', () => {
  it('is that of the likeliest type of those that the study names', () => {
    const map = strongestMap(aSlice('subdural'), ['epidural', 'subdural']);
    expect(map).toMatchObject({ label: 'subdural', width: 2, height: 1, box });
    expect(map.values[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
    expect(map.values[1]).toBeCloseTo(1 / (1 + Math.exp(2)), 6);
  });

  it('names no type that the study does not, whatever its number on this slice', () => {
    expect(strongestMap(aSlice('epidural'), ['epidural']).label).toBe('epidural');
  });

  it('is that of any hemorrhage where the study says that its type is not clear, or has no flag', () => {
    const map = strongestMap(aSlice('any'), []);
    expect(map.label).toBe('any');
    expect(map.values[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });
});
