interface Seen {
  /** With which it was settled, as far as is known. */
  readonly counts: Set<number | null>;
  state: string;
  isChanged: boolean;
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

  /** A study has other objects than before, or is gone. */
  changed(study: string): void {
    const seen = this.#seen.get(study);
    if (seen !== undefined) seen.isChanged = true;
  }

  /**
   * What tells a settled study of so many objects from what it was. `said`: what the PACS says which these are; null where it doesn't: then
   * its count does, and one that has as many as once before is new for certain.
   */
  of(study: string, objects: number | null, said: string | null): string {
    const seen = this.#seen.get(study) ?? { counts: new Set(), state: '', isChanged: true };
    if (!seen.isChanged) return seen.state;
    seen.state = said ?? (seen.counts.has(objects) ? `at${this.#now()}` : '');
    seen.counts.add(objects);
    seen.isChanged = false;
    this.#remember(study, seen);
    return seen.state;
  }

  #remember(study: string, seen: Seen): void {
    this.#seen.set(study, seen);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST && oldest !== undefined) this.#seen.delete(oldest);
  }
}
