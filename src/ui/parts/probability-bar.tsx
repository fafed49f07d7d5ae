/** A probability as a bar, with the operating point as a tick. The number stands beside it. */
export function ProbabilityBar({
  value,
  threshold,
  flagged,
}: {
  readonly value: number;
  readonly threshold: number | null;
  readonly flagged: boolean;
}) {
  return (
    <svg
      className={`probability-bar ${flagged ? 'flagged' : ''}`}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="track" width="100" height="8" />
      <rect className="value" width={Math.max(0.5, value * 100)} height="8" />
      {threshold === null ? null : (
        <rect className="tick" x={threshold * 100 - 0.6} width="1.2" height="8" />
      )}
    </svg>
  );
}
