import { loadViewport } from '#viewport';

/** Fetches what opening a study needs, so that the first one opens as quickly as the next. */
export async function fetchAhead(): Promise<void> {
  await import('./reading-room.tsx');
  await loadViewport();
}
