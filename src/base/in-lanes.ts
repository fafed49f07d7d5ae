/** Keeps as many pieces of work under way as there are lanes; results in order. Rejects with what the first failing one does. */
export async function inLanes<T>(
  count: number,
  lanes: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const results = new Map<number, T>();
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < count; index = next++) results.set(index, await work(index));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
