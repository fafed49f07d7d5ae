import { AppError } from '#base';
import type { Pacs } from '#dicomweb';
import { stateNow } from '../triage/pacs/known-results.ts';

interface Seen {
  /** With which it was settled, as far as is known. */
  readonly counts: Set<number | null>;
  state: string;
  isChanged: boolean;
}

/** Studies of which it is remembered; the oldest is forgotten. */
const MOST = 20_000;

/**
 * Tells a settled study from what it was when it had as many objects before: some were deleted and others sent in their place. The PACS is
 * asked which they are in that case alone, as long studies make long lists.
 */
export class StudyStates {
  readonly #pacs: Pacs;
  readonly #modelHash: string;
  readonly #now: () => number;
  readonly #seen = new Map<string, Seen>();

  constructor(pacs: Pacs, modelHash: string, now: () => number) {
    this.#pacs = pacs;
    this.#modelHash = modelHash;
    this.#now = now;
  }

  /** A study has other objects than before, or is gone. */
  changed(study: string): void {
    const seen = this.#seen.get(study);
    if (seen !== undefined) seen.isChanged = true;
  }

  /** What tells a settled study from what it was; '' where its count does. */
  async of(study: string, objects: number | null, signal: AbortSignal): Promise<string> {
    const seen = this.#seen.get(study);
    if (seen === undefined) {
      this.#remember(study, { counts: new Set([objects]), state: '', isChanged: false });
      return '';
    }
    if (!seen.isChanged) return seen.state;
    const state = seen.counts.has(objects) ? await this.#asked(study, signal) : '';
    seen.counts.add(objects);
    seen.state = state;
    seen.isChanged = false;
    return state;
  }

  /** Where the PACS doesn't say it, what it is now is new for certain. */
  async #asked(study: string, signal: AbortSignal): Promise<string> {
    const unsaid = `at${this.#now()}`;
    try {
      return (await stateNow(this.#pacs, study, this.#modelHash, signal)) ?? unsaid;
    } catch (error) {
      if (error instanceof AppError) return unsaid;
      throw error;
    }
  }

  #remember(study: string, seen: Seen): void {
    this.#seen.set(study, seen);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MOST && oldest !== undefined) this.#seen.delete(oldest);
  }
}
