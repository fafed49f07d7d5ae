/**
 * A probability with the four digits that every table, object and page of it has. Whoever rounds them to two, by whatever rule for halves,
 * gets the two that the screen shows of it: where the four would end in a half, the next ones on the screen's side stand in their place.
 */
export function reportedProbability(value: number): number {
  const four = Number(value.toFixed(4));
  const parts = Math.round(four * 10_000);
  if (parts % 100 !== 50) return four;
  const isShownAbove = Number(value.toFixed(2)) * 10_000 > parts;
  return (parts + (isShownAbove ? 1 : -1)) / 10_000;
}
