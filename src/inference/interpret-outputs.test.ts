import { describe, expect, it } from 'vitest';
import { LABELS, labelMap } from '#base';
import { interpretOutputs, rawProbabilities } from './interpret-outputs.ts';

const points = labelMap(() => ({ highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.7 }));
const same = labelMap(() => ({ a: 1, b: 0 }));

describe('outputs become six probabilities', () => {
  it('from a sigmoid head in whatever column order the manifest says', () => {
    const outputLabels = [...LABELS].reverse();
    const raw = rawProbabilities([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], {
      activation: 'sigmoid',
      outputLabels,
    });
    expect(raw.any).toBe(0.6);
    expect(raw.subdural).toBe(0.1);
  });

  it('from logits', () => {
    const raw = rawProbabilities([0, 1, -1, 0, 0, 0], {
      activation: 'identity',
      outputLabels: LABELS,
    });
    expect(raw.any).toBe(0.5);
    expect(raw.epidural).toBeCloseTo(0.7310586, 6);
  });

  it('from a six-way softmax, where any is what is left of none', () => {
    const raw = rawProbabilities([0.6, 0.1, 0.05, 0.05, 0.15, 0.05], {
      activation: 'softmax',
      outputLabels: ['none', ...LABELS.slice(1)],
    });
    expect(raw.any).toBeCloseTo(0.4, 12);
    expect(raw.subarachnoid).toBe(0.15);
  });

  it('with any raised to the highest type after calibration', () => {
    const calibration = { ...same, subdural: { a: 1, b: 2 } };
    const { raw, calibrated } = interpretOutputs([0.2, 0, 0, 0, 0, 0.5], {
      activation: 'sigmoid',
      outputLabels: LABELS,
      calibration,
      operatingPoints: points,
    });
    expect(raw.any).toBe(0.2);
    expect(calibrated.subdural).toBeCloseTo(0.880797, 6);
    expect(calibrated.any).toBe(calibrated.subdural);
  });

  it('with any left alone by a type that is never flagged, and by all where the manifest says so', () => {
    const never = { highSensitivity: 1, balanced: 1, highSpecificity: 1 };
    const row = [0.2, 0, 0, 0, 0.9, 0.5];
    const meaning = { activation: 'sigmoid', outputLabels: LABELS, calibration: same } as const;
    const sure = { ...meaning, operatingPoints: { ...points, subarachnoid: never } };
    expect(interpretOutputs(row, sure).calibrated).toMatchObject({ any: 0.5, subarachnoid: 0.9 });
    const alone = { ...meaning, operatingPoints: points, anyLift: 'none' } as const;
    expect(interpretOutputs(row, alone).calibrated.any).toBe(0.2);
  });

  it('never from numbers that are none, or from a row of another length', () => {
    const meaning = { activation: 'sigmoid', outputLabels: LABELS } as const;
    expect(() => rawProbabilities([Number.NaN, 0, 0, 0, 0, 0], meaning)).toThrow('not a number');
    expect(() => rawProbabilities([0.5], meaning)).toThrow('1 outputs');
  });
});
