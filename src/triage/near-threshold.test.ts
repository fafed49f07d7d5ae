import { describe, expect, it } from 'vitest';
import { type Label, labelMap } from '#base';
import { nearThreshold } from './near-threshold.ts';

const at = (given: Partial<Record<Label, number>>, others: number) =>
  labelMap((label) => given[label] ?? others);

describe('near the threshold', () => {
  const thresholds = at({ any: 0.5, subdural: 0.2, subarachnoid: 1 }, 0.7);

  it('is a study that a little noise would flag, or not', () => {
    expect(nearThreshold(at({ any: 0.47 }, 0.05), thresholds)).toBe('any');
    expect(nearThreshold(at({ any: 0.53 }, 0.05), thresholds)).toBe('any');
    expect(nearThreshold(at({ any: 0.3, subdural: 0.21 }, 0.05), thresholds)).toBe('subdural');
  });

  it('is none that is flagged or unflagged clearly, whatever another label stands at', () => {
    expect(nearThreshold(at({ any: 0.3 }, 0.05), thresholds)).toBeNull();
    expect(nearThreshold(at({ any: 0.9, subdural: 0.21 }, 0.05), thresholds)).toBeNull();
    expect(nearThreshold(at({ any: 0.1, subarachnoid: 0.9999 }, 0.05), thresholds)).toBeNull();
  });

  it('is the same distance in odds at low thresholds as at high ones', () => {
    const low = at({ any: 0.12 }, 1);
    expect(nearThreshold(at({ any: 0.15 }, 0), low)).toBe('any');
    expect(nearThreshold(at({ any: 0.17 }, 0), low)).toBeNull();
  });
});
