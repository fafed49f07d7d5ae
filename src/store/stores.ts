import type { StoreApi } from 'zustand/vanilla';
import type { EngineStore } from './analysis/state.ts';
import type { FolderStore } from './folder/state.ts';
import type { HistoryStore } from './history/state.ts';
import type { IntakeStore } from './intake/state.ts';
import type { MeasurementsStore } from './measurements/state.ts';
import type { ModelsStore } from './models/state.ts';
import type { PacsStore } from './pacs/state.ts';

import type { ReadingStore } from './reading/state.ts';
import type { SettingsStore } from './settings/state.ts';
import type { VerdictsStore } from './verdicts/state.ts';
import type { NoticesStore } from './worklist/notices.ts';
import type { WorklistStore } from './worklist/state.ts';

/** The stores of a tab, as actions change them. */
export interface Stores {
  readonly settings: SettingsStore;
  readonly engine: EngineStore;
  readonly models: ModelsStore;
  readonly intake: IntakeStore;
  readonly pacs: PacsStore;
  readonly folder: FolderStore;
  readonly worklist: WorklistStore;
  readonly reading: ReadingStore;
  readonly verdicts: VerdictsStore;
  readonly measurements: MeasurementsStore;
  readonly history: HistoryStore;
  readonly notices: NoticesStore;
}

/** A store as everyone else has it: to read and to listen to. Only actions change state. */
export type Readable<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;

/** The stores as the screen has them. */
export type ReadableStores = {
  readonly [Name in keyof Stores]: Readable<ReturnType<Stores[Name]['getState']>>;
};
