import type { Reason } from '#base';

/**
 * A file that is no slice, or could not be read, and says which series it is of; or, by the reason 'directory-differs', one that was read, and that
 * a DICOMDIR says is something else.
 */
export interface UnreadInstance {
  /** Where the file says none: one that is no other file's. */
  readonly sopInstanceUid: string;
  /** Never ''. */
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly reason: Reason;
}

/** The files of a series that gave no slice. */
export type UnreadOf = (seriesInstanceUid: string) => Iterable<UnreadInstance>;

/** Files that gave no slice, by their series. One that is given again counts once. */
export class UnreadInstances {
  readonly #bySeries = new Map<string, Map<string, UnreadInstance>>();

  constructor(instances: Iterable<UnreadInstance> = []) {
    for (const instance of instances) this.add(instance);
  }

  add(instance: UnreadInstance): void {
    const { seriesInstanceUid, sopInstanceUid } = instance;
    const known = this.#bySeries.get(seriesInstanceUid);
    if (known === undefined) {
      this.#bySeries.set(seriesInstanceUid, new Map([[sopInstanceUid, instance]]));
    } else {
      known.set(sopInstanceUid, instance);
    }
  }

  readonly of: UnreadOf = (seriesInstanceUid) =>
    this.#bySeries.get(seriesInstanceUid)?.values() ?? [];

  clear(): void {
    this.#bySeries.clear();
  }
}
