import { expect, it } from 'vitest';
import { labelMap } from '#base';
import type { RawSlice } from '#datasets';
import { decide } from './decision.ts';

it('judges as the app does: a type that is never flagged moves neither a slice nor a study', () => {
  const points = { highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.7 };
  const never = { highSensitivity: 1, balanced: 1, highSpecificity: 1 };
  const operatingPoints = labelMap((label) => (label === 'subarachnoid' ? never : points));
  const calibration = labelMap(() => ({ a: 1, b: 0 }));
  const raw: RawSlice['raw'] = { ...labelMap(() => 0.1), any: 0.26, subarachnoid: 0.9 };
  const truth = labelMap(() => false);
  const slice = { id: 'a', study: 's', patient: 'p', position: 0, fold: 0, truth, raw };
  const judged = decide([slice], {
    calibration,
    operatingPoints,
    study: { kind: 'top-k-mean', k: 1, smoothing: [0, 1, 0], calibration, operatingPoints },
  });
  expect(judged.slices[0]?.probabilities.any).toBeCloseTo(0.26);
  expect(judged.studies[0]?.probabilities.any).toBeCloseTo(0.26);
  expect(judged.studies[0]?.probabilities.subarachnoid).toBeCloseTo(0.9);
});
