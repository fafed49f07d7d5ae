import type { SettingsStore } from '../settings/state.ts';
import type { AppStorage } from '../storage.ts';
import { withChecksNow } from '../worklist/checks-now.ts';
import { changeEntry, type WorklistStore } from '../worklist/state.ts';
import { resultOf } from '../worklist/study-entry.ts';

/** What {@link recheck} needs. */
export interface RecheckPorts {
  readonly worklist: WorklistStore;
  readonly settings: SettingsStore;
  readonly storage: Pick<AppStorage, 'result' | 'saveResult'>;
}

/** Holds the results of studies against what is given beside their slices now, and keeps them so where they are kept. */
export async function recheck(
  { worklist, settings, storage }: RecheckPorts,
  keys: readonly string[],
): Promise<void> {
  const hasResult = (key: string) => {
    const entry = worklist.getState().entries.get(key);
    return entry !== undefined && resultOf(entry) !== null;
  };
  if (!keys.some(hasResult)) return;
  for (const key of keys) {
    const before = worklist.getState().entries.get(key);
    changeEntry(worklist, key, withChecksNow);
    const after = worklist.getState().entries.get(key);
    const result = after === undefined || after === before ? null : resultOf(after);
    if (result === null || !settings.getState().keepResults) continue;
    const kept = await storage.result(result.analysisKey);
    if (kept === null) continue;
    const { suitability } = result.findings;
    const findings = { ...kept.result.findings, suitability };
    await storage.saveResult({ ...kept, result: { ...kept.result, findings } });
  }
}
