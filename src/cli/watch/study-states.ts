interface Seen {
  /** With which it was settled, as far as is known. */
  readonly counts: Set<number | null>;
  state: string;
  isChanged: boolean;
  /** It is another patient's since: what was done of it is of no use, though its objects are the same. */
  isMerged: boolean;
  /** Its state is for that. */
  isOfMerge: boolean;
}

/** Studies of which it is remembered; the oldest is forgotten. */
const MOST = 20_000;

/**
 * Tells a settled study from what it was before, also where some of its objects were deleted and as many sent in their place. By it work is
 * named, so it stays as it is until the study changes.
 */
export class StudyStates {
  readonly #now: () => number;
  readonly #seen = new Map<string, Seen>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A study has other objects than before, is gone, or is another patient's (`isMerged`). */
  changed(study: string, isMerged = false): void {
    const seen = this.#seen.get(study);
    if (seen === undefined) return;
    seen.isChanged = true;
    seen.isMerged ||= isMerged;
  }

  /**
   * What tells a settled study of so many objects from what it was. `said`: what the PACS says which these are; null where it doesn't: then
   * its count does, and one that has as many as once before is new for certain.
   */
  of(study: string, objects: number | null, said: string | null): string {
    const seen = this.#seen.get(study) ?? {
      counts: new Set(),
      state: '',
      isChanged: true,
      isMerged: false,
      isOfMerge: false,
    };
    if (!seen.isChanged) return seen.state;
    const at = `at${this.#now()}`;
    if (seen.isMerged) seen.state = said === null ? at : `${said}-${at}`;
    else seen.state = said ?? (seen.counts.has(objects) ? at : '');
    seen.counts.add(objects);
    seen.isChanged = false;
    seen.isOfMerge = seen.isMerged;
    seen.isMerged = false;
    this.#remember(study, seen);
    return seen.state;
  }

  /** Whether a study is what it is since it was merged to another patient, and has the objects that it had. */
  isMerged(study: string): boolean {
    return this.#seen.get(study)?.isOfMerge === true;
  }

  #remember(study: string, seen: Seen): void {
    this.#seen.set(study, seen);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST && oldest !== undefined) this.#seen.delete(oldest);
  }
}
