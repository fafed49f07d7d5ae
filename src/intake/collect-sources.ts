import { collect } from './collect.ts';
import type { Given } from './dropped.ts';
import { findFiles } from './find-files.ts';
import type { SourceEvent } from './source.ts';

/**
 * Finds the files in a drop, a file input or picked handles; folders and ZIPs are opened. Call it within the drop's event
 * handler; the events may be read later. Rejects with an AbortError on abort; what cannot be read is a skip with a reason.
 */
export function collectSources(given: Given, signal?: AbortSignal): AsyncGenerator<SourceEvent> {
  return collect(findFiles(given, signal), (parts) => new Blob([...parts]), signal);
}
