/** Not later than this, however busy the page is. */
const AT_LAST_MS = 5000;

/** Does something once when the page has nothing else to do, or where the browser doesn't tell, a little later. Returns what stops it. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, AT_LAST_MS / 2);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: AT_LAST_MS });
  return () => cancelIdleCallback(asked);
}
