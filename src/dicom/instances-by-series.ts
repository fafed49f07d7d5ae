import type { Reason } from '#base';

/** What a file holds, as far as it says. */
export interface InstanceOfSeries {
  /** Where the file says none: one that is no other file's. */
  readonly sopInstanceUid: string;
  /** Never ''. */
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
}

/** A file that is no slice, or could not be read, and says which series it is of. */
export interface UnreadInstance extends InstanceOfSeries {
  readonly reason: Reason;
}

/** A file that was read, and that a DICOMDIR says is something else. */
export type ContradictedInstance = InstanceOfSeries;

/** What is known of files beside the slices that were read, by their Series Instance UID. */
export interface BesideSlices {
  /** Those that gave no slice. */
  readonly unreadOf: InstancesOf<UnreadInstance>;
  readonly contradictedOf: InstancesOf<ContradictedInstance>;
}

/** The files of a series. */
export type InstancesOf<I extends InstanceOfSeries> = (seriesInstanceUid: string) => Iterable<I>;

/** Files by their series. One that is given again counts once. */
export class InstancesBySeries<I extends InstanceOfSeries> {
  readonly #bySeries = new Map<string, Map<string, I>>();

  constructor(instances: Iterable<I> = []) {
    for (const instance of instances) this.add(instance);
  }

  add(instance: I): void {
    const { seriesInstanceUid, sopInstanceUid } = instance;
    const known = this.#bySeries.get(seriesInstanceUid);
    if (known === undefined) {
      this.#bySeries.set(seriesInstanceUid, new Map([[sopInstanceUid, instance]]));
    } else {
      known.set(sopInstanceUid, instance);
    }
  }

  readonly of: InstancesOf<I> = (seriesInstanceUid) =>
    this.#bySeries.get(seriesInstanceUid)?.values() ?? [];

  clear(): void {
    this.#bySeries.clear();
  }
}
