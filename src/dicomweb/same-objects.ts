import type { ObjectsBeside } from './objects-beside.ts';
import type { StudyRow } from './study-row.ts';

/** In so many looks at the list each study that stands is asked for its objects once, as long as they are few enough. */
const LOOKS = 20;
/** So many are asked at one look: in a long list each has its turn later. */
const MOST = 8;

/**
 * Tells studies of which objects were deleted and as many others stored: their count in the PACS's list stands all the while. Which objects a
 * study has is known by its list of them alone (QIDO-RS instances), a request each, so they are asked in turns: one that has come to a
 * stand at once, and from then on again after twenty looks, or later where there are more than 160.
 */
export class SameObjects {
  readonly #beside: ObjectsBeside;
  /** What was known last, the longest not asked first; null: the PACS did not say. */
  readonly #states = new Map<string, string | null>();

  constructor(beside: ObjectsBeside) {
    this.#beside = beside;
  }

  /** What a study is held to: the objects of it that somebody has. */
  keep(studyInstanceUid: string, state: string): void {
    this.#put(studyInstanceUid, state);
  }

  /** A study has other objects, or is gone: what was known says nothing of what it will be. */
  forget(studyInstanceUid: string): void {
    this.#states.delete(studyInstanceUid);
  }

  /** What tells the objects of a study, as far as it is known. */
  stateOf(studyInstanceUid: string): string | null {
    return this.#states.get(studyInstanceUid) ?? null;
  }

  /**
   * Those of the studies that stand whose objects are others than before, told once. One of which the PACS does not say it is held
   * to what was known. Rejects with an AbortError alone.
   */
  async exchanged(
    standing: readonly StudyRow[],
    signal?: AbortSignal,
  ): Promise<readonly StudyRow[]> {
    const asked = await Promise.all(
      this.#turnOf(standing).map(async (row) => ({
        row,
        now: await this.#beside.stateOf(row, signal),
      })),
    );
    return asked.flatMap(({ row, now }) => {
      const uid = row.studyInstanceUid;
      const before = this.stateOf(uid);
      if (now !== null && before !== null && now !== before) {
        this.forget(uid);
        return [row];
      }
      this.#put(uid, now ?? before);
      return [];
    });
  }

  #turnOf(standing: readonly StudyRow[]): readonly StudyRow[] {
    const rows = new Map(standing.map((row) => [row.studyInstanceUid, row]));
    const unknown = standing.filter((row) => !this.#states.has(row.studyInstanceUid));
    const known = [...this.#states.keys()].flatMap((uid) => rows.get(uid) ?? []);
    const turn = known.slice(0, Math.min(MOST, Math.ceil(known.length / LOOKS)));
    return [...unknown, ...turn];
  }

  /** At the end of the row. */
  #put(uid: string, state: string | null): void {
    this.#states.delete(uid);
    this.#states.set(uid, state);
  }
}
