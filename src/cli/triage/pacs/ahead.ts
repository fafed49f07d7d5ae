/** Results of the work in the items' order, with the work for the next `count` under way while one is being used. */
export async function* ahead<T, R>(
  items: readonly T[],
  count: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  for (const item of items) {
    const promise = work(item);
    // It is waited for later; until then a failure is not one that nobody handles.
    promise.catch(() => undefined);
    begun.push(promise);
    if (begun.length > count) yield (await begun.shift()) as R;
  }
  for (const promise of begun) yield await promise;
}
