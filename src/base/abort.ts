/** Whether an error is the one that an AbortSignal throws. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Throws the signal's AbortError if it is aborted. Called between slices. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw signal.reason instanceof Error && signal.reason.name === 'AbortError'
      ? signal.reason
      : new DOMException('The work was cancelled.', 'AbortError');
  }
}
