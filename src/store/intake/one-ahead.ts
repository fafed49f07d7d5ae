/**
 * The same events, the next of which is being found while the last is worked on: a browser looks up each picked file on the disk, and whoever
 * reads would wait for that. What an event's finding fails with is thrown in its turn.
 */
export async function* oneAhead<T>(events: AsyncIterable<T>): AsyncGenerator<T, void> {
  const finding = events[Symbol.asyncIterator]();
  const find = (): Promise<IteratorResult<T>> => {
    const found = finding.next();
    found.catch(() => undefined); // Heard in its turn, or of no interest where nobody asks for it.
    return found;
  };
  let next = find();
  try {
    for (let event = await next; event.done !== true; event = await next) {
      next = find();
      yield event.value;
    }
  } finally {
    // Not waited for: a file that is being looked up may take long, and nobody wants it any more.
    finding.return?.().catch(() => undefined);
  }
}
