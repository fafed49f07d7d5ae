/** Cases whose probability falls into one tenth. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly meanProbability: number;
  /** Share of positives. */
  readonly observed: number;
}

/** Bins of equal width (default ten); empty ones are left out. The last holds 1. */
export function reliabilityBins(
  probabilities: ArrayLike<number>,
  truth: ArrayLike<boolean | number>,
  count = 10,
): readonly ReliabilityBin[] {
  const bins = Array.from({ length: count }, () => ({ n: 0, sum: 0, positives: 0 }));
  for (let row = 0; row < probabilities.length; row++) {
    const p = probabilities[row] ?? Number.NaN;
    const bin = bins[Math.min(count - 1, Math.max(0, Math.floor(p * count)))];
    if (bin === undefined) continue;
    bin.n += 1;
    bin.sum += p;
    bin.positives += Number(truth[row] ?? 0) > 0 ? 1 : 0;
  }
  return bins.flatMap(({ n, sum, positives }, index) =>
    n === 0
      ? []
      : [
          {
            low: index / count,
            high: (index + 1) / count,
            n,
            meanProbability: sum / n,
            observed: positives / n,
          },
        ],
  );
}

/** Expected calibration error: the mean of |mean probability - observed share| over bins, weighted by n. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { n }) => sum + n, 0);
  return bins.reduce(
    (sum, { n, meanProbability, observed }) =>
      sum + (n / total) * Math.abs(meanProbability - observed),
    0,
  );
}
