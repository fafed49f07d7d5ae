import { AppError } from '#base';
import type { Pacs } from './pacs.ts';
import { listSeries, type SeriesRow } from './series.ts';
import type { StudyRow } from './study-row.ts';

/** How a study's own results are told from the rest of it. */
export interface OwnResults {
  readonly isOwn: (series: SeriesRow, studyInstanceUid: string) => boolean | Promise<boolean>;
  /** The modalities of results: a study without any of them has none. */
  readonly modalities: ReadonlySet<string>;
}

/**
 * Counts the objects of studies without this program's own results, to store which is no growth. Where the list can't say it, the PACS is
 * asked for a study's series, once for each count of its objects.
 */
export class ObjectsBeside {
  readonly #pacs: Pacs;
  readonly #own: OwnResults;
  readonly #counted = new Map<string, { readonly of: number; readonly objects: number }>();

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
    const { studyInstanceUid: uid, instances, modalities } = row;
    const isWithout =
      modalities.length > 0 && !modalities.some((modality) => this.#own.modalities.has(modality));
    if (instances !== null && isWithout) return instances;
    const before = this.#counted.get(uid);
    // Where the list has no count, only the series tell of growth.
    if (instances !== null && before?.of === instances) return before.objects;
    const series = await listSeries(this.#pacs, uid, signal).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (series === null) return instances;
    const objects = await this.#beside(uid, series, instances);
    if (instances !== null && objects !== null) this.#counted.set(uid, { of: instances, objects });
    return objects;
  }

  async #beside(
    uid: string,
    series: readonly SeriesRow[],
    instances: number | null,
  ): Promise<number | null> {
    let all = 0;
    let own = 0;
    for (const one of series) {
      const count = one.instances ?? Number.NaN;
      all += count;
      if (await this.#own.isOwn(one, uid)) own += count;
    }
    // A count that lags would hide what came meanwhile.
    return Number.isNaN(all) || all < (instances ?? 0) ? instances : all - own;
  }
}
