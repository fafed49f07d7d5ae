import type { WatchedHandle } from '#intake';
import type { VerdictRecord } from '#verdicts';
import type { KeptMeasurements } from './measurements/state.ts';
import { NO_SEAL } from './seal.ts';
import type { SetAside } from './set-aside.ts';
import { mergedSettings } from './settings/slots.ts';
import type { Settings } from './settings/state.ts';
import type { KeptRow } from './worklist/kept-rows.ts';
import type { StudyResult, StudySummary } from './worklist/study-entry.ts';
import { withheldSummary } from './worklist/withheld.ts';

/** A result as it is kept: no pixels, nothing of the patient, slices by their place alone. `version` numbers the format. */
export interface KeptResult {
  readonly version: 4;
  /** Sealed. */
  readonly analysisKey: string;
  readonly studyKey: string;
  /** {@link slicesMark} of the series that was analyzed, sealed where it is kept; '' where it is not known. */
  readonly slices: string;
  readonly summary: StudySummary;
  readonly result: StudyResult;
  readonly receivedAt: number;
}

/** Where results, settings, verdicts and measurements live across reloads. */
export interface AppStorage {
  /** The seal under which something is kept here: see {@link Seal}. */
  readonly seal: (text: string) => Promise<string>;
  settings(): Promise<unknown>;
  /** Keeps what changed of the settings beside what other tabs keep; see {@link mergedSettings}. */
  saveSettings(settings: Settings, changed?: readonly (keyof Settings)[]): Promise<void>;
  /** The shift that was kept last, as {@link shiftFrom} reads it. */
  shift(): Promise<unknown>;
  saveShift(shift: unknown): Promise<void>;
  rows(): Promise<readonly KeptRow[]>;
  /**
   * Keeps rows beside what other tabs keep of the same studies; see {@link mergedRow}. Gives for each what lies there now where people did
   * something in another tab of which this one did not know; null, or nothing, where they did not.
   */
  saveRows(rows: readonly KeptRow[]): Promise<readonly (KeptRow | null)[]>;
  /** Takes the patients' names out of every row, those of other tabs too. */
  withholdNames(): Promise<void>;
  results(): Promise<readonly KeptResult[]>;
  result(analysisKey: string): Promise<KeptResult | null>;
  saveResult(result: KeptResult): Promise<void>;
  verdicts(): Promise<readonly VerdictRecord[]>;
  saveVerdicts(record: VerdictRecord): Promise<void>;
  measurements(): Promise<readonly KeptMeasurements[]>;
  saveMeasurements(measurements: KeptMeasurements): Promise<void>;
  /** The folder that is watched; null: none. */
  folder(): Promise<WatchedHandle | null>;
  saveFolder(handle: WatchedHandle | null): Promise<void>;
  /** What is kept and not used, and why. */
  setAside(): Promise<readonly SetAside[]>;
  /** Forgets everything, set aside or not. */
  clear(): Promise<void>;
  /** Another tab did: what is kept from now on lies under the seal that this left. */
  clearedElsewhere(): Promise<void>;
  /** `listener` hears that what is kept was lost without any call failing. */
  onLost?(listener: () => void): void;
}

/** Keeps nothing beyond the tab: for tests, and for browsers that refuse IndexedDB. */
export function memoryStorage(aside: readonly SetAside[] = []): AppStorage {
  let settings: unknown = null;
  let shift: unknown = null;
  let folder: WatchedHandle | null = null;
  const rows = new Map<string, KeptRow>();
  const results = new Map<string, KeptResult>();
  const verdicts = new Map<string, VerdictRecord>();
  const measurements = new Map<string, KeptMeasurements>();
  return {
    seal: NO_SEAL.of,
    settings: async () => settings,
    saveSettings: async (next, changed) => {
      settings = mergedSettings(settings, next, changed);
    },
    shift: async () => shift,
    saveShift: async (next) => {
      shift = next;
    },
    rows: async () => [...rows.values()],
    saveRows: async (next) => {
      for (const row of next) rows.set(row.studyKey, row);
      return [];
    },
    withholdNames: async () => {
      for (const [key, row] of rows) {
        rows.set(key, { ...row, summary: withheldSummary(row.summary) });
      }
    },
    results: async () => [...results.values()],
    result: async (key) => results.get(key) ?? null,
    saveResult: async (result) => {
      results.set(result.analysisKey, result);
    },
    verdicts: async () => [...verdicts.values()],
    saveVerdicts: async (next) => {
      verdicts.set(next.studyKey, next);
    },
    measurements: async () => [...measurements.values()],
    saveMeasurements: async (next) => {
      measurements.set(next.studyKey, next);
    },
    folder: async () => folder,
    saveFolder: async (handle) => {
      folder = handle;
    },
    setAside: async () => aside,
    clearedElsewhere: async () => undefined,
    clear: async () => {
      settings = null;
      shift = null;
      folder = null;
      rows.clear();
      results.clear();
      verdicts.clear();
      measurements.clear();
    },
  };
}
