import { describe, expect, it } from 'vitest';
import { labelMap, quantile } from '#base';
import { confusionAt, figuresOf } from './confusion.ts';
import { fitPlatt } from './fit-platt.ts';
import goldens from './goldens/evaluation.json' with { type: 'json' };
import { weightedLogLoss } from './log-loss.ts';
import { averagePrecision } from './precision-recall.ts';
import { rankScores } from './ranked-scores.ts';
import { expectedCalibrationError, reliabilityBins } from './reliability.ts';
import { auc } from './roc.ts';

// Made by scripts/golden/evaluation_golden.py with other formulas, in numpy and scipy.
describe.each(goldens.binary)('scores with $name', (golden) => {
  const { scores, truth } = golden;
  const ranked = rankScores(scores, truth);

  it('have the AUC of all pairs compared', () => {
    expect(auc(ranked)).toBeCloseTo(golden.auc, 12);
  });

  it('have the average precision of all thresholds stepped through', () => {
    expect(averagePrecision(ranked)).toBeCloseTo(golden.averagePrecision, 12);
  });

  it('have the same counts and figures at a threshold', () => {
    const { threshold, ...expected } = golden.confusion;
    const counts = confusionAt(scores, truth, threshold);
    const said = { ...counts, ...figuresOf(counts) };
    for (const [name, value] of Object.entries(expected)) {
      expect(said, name).toHaveProperty(name, expect.closeTo(value, 12));
    }
  });

  it('have the same calibration error', () => {
    const bins = reliabilityBins(scores, truth);
    expect(expectedCalibrationError(bins)).toBeCloseTo(golden.calibrationError, 12);
  });

  it('have the Platt scaling that scipy finds', () => {
    const { a, b } = fitPlatt(scores, truth);
    expect(a).toBeCloseTo(golden.platt.a, 4);
    expect(b).toBeCloseTo(golden.platt.b, 4);
  });
});

describe('the goldens of pooled figures', () => {
  it('hold for the weighted log loss', () => {
    const { truth, probabilities, value } = goldens.logLoss;
    const cases = truth.map((row, n) => ({
      truth: labelMap((_, k) => row[k] === 1),
      probabilities: labelMap((_, k) => probabilities[n]?.[k] ?? Number.NaN),
    }));
    expect(weightedLogLoss(cases)).toBeCloseTo(value, 12);
  });

  it('hold for quantiles', () => {
    const { values, low, high } = goldens.quantiles;
    const sorted = Float64Array.from(values).sort();
    expect(quantile(sorted, 0.025)).toBeCloseTo(low, 12);
    expect(quantile(sorted, 0.975)).toBeCloseTo(high, 12);
  });
});
