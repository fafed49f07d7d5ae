import { expect, it } from 'vitest';
import { reportedProbability } from './reported-probability.ts';

it('reports four digits that round to what the screen shows, by whatever rule for halves', () => {
  expect([0.9137, 0.12344, 0, 1].map((value) => reportedProbability(value))).toEqual([
    0.9137, 0.1234, 0, 1,
  ]);
  // 0.4450 would be shown as 0.45, 0.4350 as 0.43 or as 0.44.
  expect([0.444996, 0.44502, 0.434996, 0.43502].map((value) => reportedProbability(value))).toEqual(
    [0.4449, 0.4451, 0.4349, 0.4351],
  );
  const values = Array.from({ length: 20_001 }, (_, step) => step / 20_000);
  const isWrong = (value: number) => {
    const reported = reportedProbability(value);
    return (
      Math.abs(reported - value) > 0.000151 ||
      reported.toFixed(2) !== value.toFixed(2) ||
      Math.round(reported * 10_000) % 100 === 50
    );
  };
  expect(values.filter(isWrong)).toEqual([]);
  const inOrder = values.map((value) => reportedProbability(value));
  expect([...inOrder].sort((a, b) => a - b)).toEqual(inOrder);
});

it('leaves what is no number as it is', () => {
  expect(reportedProbability(Number.NaN)).toBeNaN();
});

it('keeps what is under its threshold under it', () => {
  expect(reportedProbability(0.49997, 0.5)).toBe(0.4999);
  expect(reportedProbability(0.49997, 0.4)).toBe(0.5);
  expect(reportedProbability(0.50001, 0.5)).toBe(0.5);
  // 0.4450 is shown as 0.45, and is not lifted over .44505 for that.
  expect(reportedProbability(0.44502, 0.44505)).toBeLessThan(0.44505);
});
