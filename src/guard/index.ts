import type { Guard } from './page/open-guard.ts';
import type { Recorder } from './page/recorder.ts';

export type { EgressWitness } from './egress-note.ts';
export type { Ledger } from './ledger.ts';
export { parseOwnMarkup } from './own-code.ts';
export type { OfflineState } from './page/offline.ts';
export type { Guard } from './page/open-guard.ts';
export type { Recorder } from './page/recorder.ts';
export { startRecorder } from './page/recorder.ts';
export type { ProbeResult } from './page/self-test.ts';
export { watchThread } from './watch-thread.ts';

/** All that can wait until the app has started. */
export async function openGuard(recorder: Recorder, isBuilt: boolean): Promise<Guard> {
  const { openGuard: open } = await import('./page/open-guard.ts');
  return open(recorder, isBuilt);
}
