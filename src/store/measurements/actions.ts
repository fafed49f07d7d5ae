import type { Measurement } from '#measure';
import type { Change, HistoryStore } from '../history/state.ts';
import { did } from '../history/state.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { measurementsOf } from './state.ts';

/** A measurement as it is made: the store gives number, time and initials. */
export type NewMeasurement = Omit<Measurement, 'id' | 'at' | 'by'>;

/** What can be done to measurements. Each can be taken back by undo. */
export interface MeasurementActions {
  addMeasurement(studyKey: string, made: NewMeasurement): void;
  /** The same measurement with other numbers, as when a volume goes over other slices. */
  changeMeasurement(studyKey: string, changed: Measurement): void;
  deleteMeasurement(studyKey: string, id: number): void;
}

interface MeasurementPorts {
  readonly storage: Pick<AppStorage, 'saveMeasurements'>;
  readonly now: () => number;
}

type MeasurementStores = Pick<Stores, 'measurements' | 'settings'> & {
  readonly history: HistoryStore;
};

/** The actions over the measurements of a tab. */
export function measurementActions(
  ports: MeasurementPorts,
  stores: MeasurementStores,
): MeasurementActions {
  const { measurements, settings, history } = stores;
  const listOf = (studyKey: string) => measurementsOf(measurements.getState(), studyKey);
  const change = (studyKey: string, after: readonly Measurement[]): void => {
    const before = listOf(studyKey);
    setMeasurements(ports, stores, studyKey, after);
    did(history, { kind: 'measurements', key: studyKey, before, after });
  };
  return {
    addMeasurement: (studyKey, made) => {
      const before = listOf(studyKey);
      const { undone } = history.getState();
      // What undo took away may come back.
      const known = [before, ...undone.flatMap((one) => listsIn(one, studyKey))].flat();
      const id = known.reduce((most, one) => Math.max(most, one.id), 0) + 1;
      const by = settings.getState().initials;
      change(studyKey, [...before, { ...made, id, at: ports.now(), by }]);
    },
    changeMeasurement: (studyKey, changed) =>
      change(
        studyKey,
        listOf(studyKey).map((one) => (one.id === changed.id ? changed : one)),
      ),
    deleteMeasurement: (studyKey, id) => {
      const before = listOf(studyKey);
      const after = before.filter((one) => one.id !== id);
      if (after.length < before.length) change(studyKey, after);
    },
  };
}

const listsIn = (change: Change, studyKey: string): readonly (readonly Measurement[])[] =>
  change.kind === 'measurements' && change.key === studyKey ? [change.before, change.after] : [];

/** Puts a study's measurements in place of what it had, here and, if the reader wants it so, in the browser. */
export function setMeasurements(
  { storage }: Pick<MeasurementPorts, 'storage'>,
  { measurements, settings }: Pick<Stores, 'measurements' | 'settings'>,
  studyKey: string,
  list: readonly Measurement[],
): void {
  measurements.setState(({ byStudy }) => ({ byStudy: new Map(byStudy).set(studyKey, list) }));
  if (!settings.getState().keepResults) return;
  void storage.saveMeasurements({ version: 2, studyKey, measurements: list });
}
