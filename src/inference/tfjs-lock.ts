let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one action at a time in this realm: tfjs has one current backend for all, so engines that interleave would
 * compute on each other's. Hold it for starting a backend and for queueing work, not for awaiting a GPU's answer: an
 * abandoned GPU must not stop the others.
 */
export function withTfjs<T>(action: () => Promise<T>): Promise<T> {
  const result = last.then(action);
  last = result.catch(() => undefined); // The caller of `result` hears of the failure; the next action need not.
  return result;
}
