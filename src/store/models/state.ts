import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Ms, Reason } from '#base';
import type { StudyFindings } from '#triage';
import type { PackageSource, ReadyEngine } from '#workers';

/** A model package that can be chosen. */
export interface ListedModel {
  /** The manifest's own id. */
  readonly id: string;
  /** Folder below models/; '' for one that was opened from the reader's disk. */
  readonly folder: string;
  readonly source: PackageSource;
  readonly title: string;
  readonly architecture: string;
  readonly bytes: number;
  readonly untrained: boolean;
  /** AUC of any hemorrhage on slices out of fold, as its card says; null where it says none. */
  readonly home: {
    readonly auc: number;
    readonly ci: readonly [number, number] | null;
    readonly n: number;
  } | null;
}

/** What another model said of a study. */
export interface SecondOpinion {
  readonly engine: ReadyEngine;
  readonly findings: StudyFindings;
  /** The result that it stands beside; it is of no other. */
  readonly besides: string;
  readonly at: Ms;
}

/** The models of a tab: which one reads, which others there are, what they said. */
export interface ModelsState {
  /** The one that the list is ranked by. */
  readonly current: PackageSource;
  /** null: nobody has asked yet. */
  readonly listed: readonly ListedModel[] | null;
  /** Packages that are there and can't be used, and why. */
  readonly refused: readonly { readonly name: string; readonly reason: Reason }[];
  /** Milliseconds a slice on this machine, by model hash: of those that were tried. */
  readonly speeds: ReadonlyMap<string, number>;
  /** Hashes by id, of those that were tried. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly opinions: ReadonlyMap<string, SecondOpinion>;
  /** Why the model of the standing second opinion doesn't read; null: it does, or none is asked for. */
  readonly standingTrouble: Reason | null;
}

/** The models of a tab. */
export type ModelsStore = StoreApi<ModelsState>;

/** Before anybody asked for others. */
export const createModelsStore = (current: PackageSource): ModelsStore =>
  createStore<ModelsState>()(() => ({
    current,
    listed: null,
    refused: [],
    speeds: new Map(),
    hashes: new Map(),
    opinions: new Map(),
    standingTrouble: null,
  }));
