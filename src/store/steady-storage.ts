import type { SetAside } from './set-aside.ts';
import type { AppStorage } from './storage.ts';

type Trouble = Extract<SetAside['why'], 'full' | 'lost' | 'newer' | 'undeleted'>;

/** By an error's name: everything else is a loss. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
};

const troubleOf = (error: unknown): Trouble =>
  (error instanceof Error ? TROUBLES[error.name] : undefined) ?? 'lost';

/**
 * A storage that never rejects: no study is lost because the disk is full, or because what is kept was deleted or damaged from outside. What
 * can't be read is not there, what can't be kept is lost with the tab; `tell` hears of each kind of trouble once.
 */
export function steadyStorage(storage: AppStorage, tell: (trouble: SetAside) => void): AppStorage {
  const told = new Set<Trouble>();
  const say = (why: Trouble): void => {
    if (told.has(why)) return;
    told.add(why);
    tell({ what: 'storage', why, count: 1 });
  };
  const read = async <Value>(reading: () => Promise<Value>, without: Value): Promise<Value> => {
    try {
      return await reading();
    } catch (error) {
      say(troubleOf(error));
      return without;
    }
  };
  storage.onLost?.(() => say('lost'));
  const write = (writing: () => Promise<void>): Promise<void> => read(writing, undefined);
  return {
    // Of what can't be sealed nothing is found again.
    seal: (text) => read(() => storage.seal(text), text),
    settings: () => read(() => storage.settings(), null),
    saveSettings: (settings, changed) => write(() => storage.saveSettings(settings, changed)),
    shift: () => read(() => storage.shift(), null),
    saveShift: (shift) => write(() => storage.saveShift(shift)),
    rows: () => read(() => storage.rows(), []),
    saveRows: (rows) => read(() => storage.saveRows(rows), []),
    withholdNames: () => write(storage.withholdNames),
    results: () => read(() => storage.results(), []),
    result: (analysisKey) => read(() => storage.result(analysisKey), null),
    saveResult: (result) => write(() => storage.saveResult(result)),
    verdicts: () => read(() => storage.verdicts(), []),
    saveVerdicts: (record) => write(() => storage.saveVerdicts(record)),
    folder: () => read(() => storage.folder(), null),
    saveFolder: (handle) => write(() => storage.saveFolder(handle)),
    measurements: () => read(() => storage.measurements(), []),
    saveMeasurements: (kept) => write(() => storage.saveMeasurements(kept)),
    setAside: () => read(() => storage.setAside(), []),
    clearedElsewhere: () => write(storage.clearedElsewhere),
    clear: () => storage.clear().catch(() => say('undeleted')),
  };
}
