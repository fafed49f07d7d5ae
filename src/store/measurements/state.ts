import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Measurement } from '#measure';

/** What was measured in a study, as it is kept across reloads: points and numbers, no pixels, series and slice under seals. `version` numbers the format. */
export interface KeptMeasurements {
  readonly version: 2;
  readonly studyKey: string;
  /** In the order in which they were made. */
  readonly measurements: readonly Measurement[];
}

/** Measurements by study. */
export interface MeasurementsState {
  readonly byStudy: ReadonlyMap<string, readonly Measurement[]>;
}

/** The measurements of this browser. */
export type MeasurementsStore = StoreApi<MeasurementsState>;

/** Starts with what was kept. */
export const createMeasurementsStore = (kept: readonly KeptMeasurements[]): MeasurementsStore =>
  createStore<MeasurementsState>()(() => ({
    byStudy: new Map(kept.map(({ studyKey, measurements }) => [studyKey, measurements])),
  }));

const NONE: readonly Measurement[] = [];

/** What was measured in a study; the same empty list where nothing was. */
export const measurementsOf = ({ byStudy }: MeasurementsState, key: string) =>
  byStudy.get(key) ?? NONE;
