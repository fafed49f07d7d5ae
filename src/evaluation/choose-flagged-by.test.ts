import { describe, expect, it } from 'vitest';
import { type Label, labelMap } from '#base';
import { chooseFlaggedBy, type HeldOutStudy } from './choose-flagged-by.ts';

const point = (balanced: number) => ({
  highSensitivity: balanced / 2,
  balanced,
  highSpecificity: (1 + balanced) / 2,
});
const operatingPoints = labelMap((label) => point(label === 'any' ? 0.5 : 0.6));
const study = (bleeds: boolean, given: Partial<Record<Label, number>>): HeldOutStudy => ({
  truth: labelMap((label) => bleeds && label === 'any'),
  probabilities: labelMap((label) => given[label] ?? 0.05),
  operatingPoints,
});

describe('whether a type flags a study by itself', () => {
  it('does where it finds bleeding studies that any misses', () => {
    const { choice, figures } = chooseFlaggedBy([
      study(true, { any: 0.1, subdural: 0.9 }),
      study(true, { any: 0.9 }),
      study(false, { any: 0.1 }),
    ]);
    expect(choice).toBe('any-or-type');
    expect(figures.filter(({ point: at }) => at === 'balanced')).toEqual([
      { point: 'balanced', flaggedBy: 'any', found: 1, positives: 2, falseAlarms: 0, negatives: 1 },
      {
        point: 'balanced',
        flaggedBy: 'any-or-type',
        found: 2,
        positives: 2,
        falseAlarms: 0,
        negatives: 1,
      },
    ]);
  });

  it('does not where it only alarms for clean ones, nor where it changes nothing', () => {
    const bleeding = study(true, { any: 0.9, subdural: 0.9 });
    expect(chooseFlaggedBy([bleeding, study(false, { any: 0.1, subdural: 0.9 })]).choice).toBe(
      'any',
    );
    expect(chooseFlaggedBy([bleeding, study(false, {})]).choice).toBe('any');
  });

  it('is not decided without held-out studies', () => {
    expect(chooseFlaggedBy([])).toEqual({ choice: 'any-or-type', figures: [] });
  });

  it('never counts a type that is never flagged', () => {
    const never = { highSensitivity: 1, balanced: 1, highSpecificity: 1 };
    const given = study(false, { subarachnoid: 1 });
    const { figures } = chooseFlaggedBy([
      { ...given, operatingPoints: { ...operatingPoints, subarachnoid: never } },
    ]);
    expect(figures.every(({ falseAlarms }) => falseAlarms === 0)).toBe(true);
  });
});
