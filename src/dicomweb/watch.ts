import { arePatientsTwo } from './held.ts';
import type { StudyRow } from './study-row.ts';

/** What became of a study since the last look at the list. */
export interface StudyNews {
  readonly kind:
    | /** It was not there before. */ 'arrived'
    /** It has more, or fewer, objects: our own results are none of them. */
    | 'grown'
    /** It has as many objects, and not the same. */
    | 'exchanged'
    /** It has the same objects, and is another patient's now: merged, or its ID corrected. */
    | 'merged'
    /** Its count has stood for long enough: it is taken for whole. Told once after each arrival, growth, exchange and merge. */
    | 'settled'
    /** A list that came to its end has it no more. */
    | 'gone';
  readonly row: StudyRow;
}

interface Known {
  readonly row: StudyRow;
  /** Objects that are no results of ours; undefined: not counted yet. */
  readonly objects: number | null | undefined;
  readonly since: number;
  readonly settled: boolean;
}

/** Milliseconds for which a count has to stand: scanners pause between series. */
const SETTLE_MS = 60_000;

/**
 * Tells what changes from one look at a PACS's list to the next. QIDO-RS is all that every archive has, so whether a study is whole can
 * only be guessed by its count, which stands still. Knows no clock and asks nobody.
 */
export class StudyWatch {
  readonly #known = new Map<string, Known>();
  readonly #settleMs: number;

  constructor(settleMs: number = SETTLE_MS) {
    this.#settleMs = settleMs;
  }

  /** Takes studies for old news: they are told of when they change. */
  knows(rows: readonly StudyRow[], now: number): void {
    for (const row of rows) {
      if (!this.#known.has(row.studyInstanceUid)) {
        this.#known.set(row.studyInstanceUid, {
          row,
          objects: undefined,
          since: now,
          settled: true,
        });
      }
    }
  }

  /**
   * The news of a list. `isWhole`: it came to its end, so that what is not in it is gone. `now` in milliseconds. `counts`: objects of a study
   * without this program's own results, which are no growth; of one that is not in it, all that the list counts.
   */
  see(
    rows: readonly StudyRow[],
    isWhole: boolean,
    now: number,
    counts: ReadonlyMap<string, number | null> = new Map(),
  ): readonly StudyNews[] {
    const news = rows.flatMap((row) => this.#look(row, counts, now));
    if (!isWhole) return news;
    const there = new Set(rows.map(({ studyInstanceUid }) => studyInstanceUid));
    for (const [uid, { row }] of this.#known) {
      if (there.has(uid)) continue;
      this.#known.delete(uid);
      news.push({ kind: 'gone', row });
    }
    return news;
  }

  /** Takes it that known studies have as many other objects now, of which a list says nothing: they have to stand anew. */
  exchanged(rows: readonly StudyRow[], now: number): readonly StudyNews[] {
    return rows.flatMap((row) => {
      const known = this.#known.get(row.studyInstanceUid);
      if (known === undefined) return [];
      this.#known.set(row.studyInstanceUid, { ...known, row, since: now, settled: false });
      return [{ kind: 'exchanged', row }];
    });
  }

  /** Whether a study that is known may still grow. */
  isGrowing(studyInstanceUid: string): boolean {
    return this.#known.get(studyInstanceUid)?.settled === false;
  }

  #look(row: StudyRow, counts: ReadonlyMap<string, number | null>, now: number): StudyNews[] {
    const uid = row.studyInstanceUid;
    const counted = counts.get(uid);
    const objects = counted === undefined ? row.instances : counted;
    const before = this.#known.get(uid);
    const isSame =
      before?.objects === undefined
        ? before?.row.instances === row.instances
        : before.objects === objects;
    if (before === undefined || !isSame) {
      this.#known.set(uid, { row, objects, since: now, settled: false });
      return [{ kind: before === undefined ? 'arrived' : 'grown', row }];
    }
    if (arePatientsTwo(before.row.patientId.trim(), row.patientId.trim()) && !row.isTorn) {
      this.#known.set(uid, { row, objects, since: now, settled: false });
      return [{ kind: 'merged', row }];
    }
    // A clock that was set back is no reason to wait an hour.
    const since = Math.min(before.since, now);
    const settled = before.settled || now - since >= this.#settleMs;
    // One that is listed under two is neither's yet.
    const known = row.isTorn ? { ...row, patientId: before.row.patientId } : row;
    this.#known.set(uid, { row: known, objects, since, settled });
    return settled && !before.settled ? [{ kind: 'settled', row }] : [];
  }
}
