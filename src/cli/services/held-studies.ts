import type { RetrievedStudy } from '#dicomweb';
import type { ListedStudy } from '../triage/pacs/wanted-studies.ts';

/** How much is held, in bytes, and how long, in milliseconds. */
export interface HoldLimits {
  readonly bytes: number;
  readonly ms: number;
}

/** A study of thin slices, or a dozen of thick ones; ten times as long as a study has to stand still until it is settled. */
const LIMITS: HoldLimits = { bytes: 256 * 2 ** 20, ms: 10 * 60_000 };

interface Held {
  readonly listed: ListedStudy;
  readonly came: RetrievedStudy;
  readonly end: NodeJS.Timeout;
}

/**
 * What a look fetched, in memory, for the whole study that comes after it in the same worker. Each is given once. The oldest goes where
 * there is too much, and each when its time is over.
 */
export class HeldStudies {
  readonly #limits: HoldLimits;
  readonly #held = new Map<string, Held>();
  #bytes = 0;

  constructor(limits: HoldLimits = LIMITS) {
    this.#limits = limits;
  }

  /** The studies of which something is held. */
  get studies(): readonly string[] {
    return [...this.#held.keys()];
  }

  /** Holds what came of a study; not what is in doubt, nor what is more than all that may be held. */
  keep(listed: ListedStudy, came: RetrievedStudy): void {
    const uid = listed.studyInstanceUid;
    this.#drop(uid);
    if (came.troubles.length > 0 || came.fetchedBytes > this.#limits.bytes) return;
    const end = setTimeout(() => this.#drop(uid), this.#limits.ms);
    end.unref();
    this.#held.set(uid, { listed, came, end });
    this.#bytes += came.fetchedBytes;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#limits.bytes) break;
      this.#drop(oldest);
    }
  }

  /** What is held of a study; null where nothing is, or where the PACS lists it for somebody else, or otherwise, than then. */
  take(listed: ListedStudy): RetrievedStudy | null {
    const held = this.#held.get(listed.studyInstanceUid);
    this.#drop(listed.studyInstanceUid);
    return held !== undefined && isSame(held.listed, listed) ? held.came : null;
  }

  #drop(uid: string): void {
    const held = this.#held.get(uid);
    if (held === undefined) return;
    clearTimeout(held.end);
    this.#held.delete(uid);
    this.#bytes -= held.came.fetchedBytes;
  }
}

/** What an archive puts right in a study that was filed wrongly: the objects that are held would name the wrong one. */
const isSame = (one: ListedStudy, other: ListedStudy): boolean =>
  one.row !== null &&
  other.row !== null &&
  (
    [
      'patientId',
      'patientName',
      'accessionNumber',
      'studyDate',
      'studyTime',
      'description',
    ] as const
  ).every((key) => one.row?.[key] === other.row?.[key]);
