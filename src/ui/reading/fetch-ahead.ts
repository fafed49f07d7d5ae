import { loadViewport } from '#viewport';

/** Fetches what opening a study needs and starts the worker behind it, so that the first one opens as quickly as the next. */
export async function fetchAhead(): Promise<void> {
  const { startDecoding } = await loadViewport();
  startDecoding();
}
