import { AppError } from '#base';
import { listInstances } from './instances.ts';
import { stateOf } from './objects-state.ts';
import type { Pacs } from './pacs.ts';
import { listSeries, type SeriesRow } from './series.ts';
import type { StudyRow } from './study-row.ts';

/** How a study's own results are told from the rest of it. */
export interface OwnResults {
  readonly isOwn: (series: SeriesRow, studyInstanceUid: string) => boolean | Promise<boolean>;
  /** The modalities of results: a study without any of them has none. */
  readonly modalities: ReadonlySet<string>;
}

/** What a study has besides this program's own results. */
interface Beside {
  /** Null where the PACS does not count. */
  readonly objects: number | null;
  /** The series of its results; null: not known. */
  readonly own: ReadonlySet<string> | null;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Counts the objects of studies without this program's own results, to store which is no growth. Where the list can't say it, the PACS is
 * asked for a study's series, once for each count of its objects.
 */
export class ObjectsBeside {
  readonly #pacs: Pacs;
  readonly #own: OwnResults;
  readonly #counted = new Map<string, Beside & { readonly of: number }>();

  constructor(pacs: Pacs, own: OwnResults) {
    this.#pacs = pacs;
    this.#own = own;
  }

  /** Of studies by their UIDs. Those that are none of these are forgotten where `isAll`. */
  async ofAll(
    rows: readonly StudyRow[],
    isAll: boolean,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, number | null>> {
    const counts = await Promise.all(
      rows.map(async (row) => [row.studyInstanceUid, await this.of(row, signal)] as const),
    );
    const all = new Map(counts);
    if (isAll) for (const uid of this.#counted.keys()) if (!all.has(uid)) this.#counted.delete(uid);
    return all;
  }

  /** Of one; what the list says of it where the PACS does not count its series, or fewer in them: null where it does not count at all. */
  async of(row: StudyRow, signal?: AbortSignal): Promise<number | null> {
    return (await this.#look(row, signal)).objects;
  }

  /**
   * What tells these objects from as many others; null where the PACS does not say it of each that it counts. Asks for the list of the
   * study's objects, and for no more where its count is known.
   */
  async stateOf(row: StudyRow, signal?: AbortSignal): Promise<string | null> {
    const { studyInstanceUid: uid } = row;
    const { objects, own } = await this.#look(row, signal);
    if (own === null) return null;
    const all = await this.#unless(listInstances(this.#pacs, uid, signal));
    const others = (all ?? []).filter((one) => !own.has(one.seriesInstanceUid));
    const uids = new Set(others.map(({ sopInstanceUid }) => sopInstanceUid));
    if (uids.size === objects && others.length === objects) return stateOf(uids);
    // Series may have been exchanged as well, for as many objects: they are asked for again.
    this.#counted.delete(uid);
    return null;
  }

  async #look(row: StudyRow, signal: AbortSignal | undefined): Promise<Beside> {
    const { studyInstanceUid: uid, instances, modalities } = row;
    const isWithout =
      modalities.length > 0 && !modalities.some((modality) => this.#own.modalities.has(modality));
    if (instances !== null && isWithout) return { objects: instances, own: NONE };
    const before = this.#counted.get(uid);
    // Where the list has no count, only the series tell of growth.
    if (instances !== null && before?.of === instances) return before;
    const series = await this.#unless(listSeries(this.#pacs, uid, signal));
    if (series === null) return { objects: instances, own: null };
    const now = await this.#beside(uid, series, instances);
    if (instances !== null && now.objects !== null) {
      this.#counted.set(uid, { ...now, of: instances });
    }
    return now;
  }

  /** Null where the PACS gives it not. */
  async #unless<T>(asked: Promise<T>): Promise<T | null> {
    return asked.catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
  }

  async #beside(
    uid: string,
    series: readonly SeriesRow[],
    instances: number | null,
  ): Promise<Beside> {
    let all = 0;
    let ofOwn = 0;
    const own = new Set<string>();
    for (const one of series) {
      const count = one.instances ?? Number.NaN;
      all += count;
      if (!(await this.#own.isOwn(one, uid))) continue;
      ofOwn += count;
      own.add(one.seriesInstanceUid);
    }
    // A count that lags would hide what came meanwhile.
    const isShort = Number.isNaN(all) || all < (instances ?? 0);
    return isShort ? { objects: instances, own: null } : { objects: all - ofOwn, own };
  }
}
