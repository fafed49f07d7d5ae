import type { Reason } from '#base';

/** Milliseconds after which a list that is still read says nothing of what is new. */
const LATE_LIST_MS = 120_000;

/**
 * Hears, once, that a list which is being read from now on takes longer than `afterMs`: each page may come in time, and all of them after
 * many minutes. Gives how to stop it.
 */
export function whenLate(onLate: (reason: Reason) => void, afterMs = LATE_LIST_MS): () => void {
  const text = `the PACS has not ended its list in ${Math.ceil(afterMs / 1000)} s, and still gives it`;
  const timer = setTimeout(() => onLate({ code: 'pacs-silent', text }), afterMs);
  return () => clearTimeout(timer);
}
