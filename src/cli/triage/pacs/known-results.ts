import { listSeries, type Pacs, type SeriesRow } from '#dicomweb';
import type { TriageReport } from '#report';
import { resultSeriesUid } from '#report';
import type { PacsRequest } from './options.ts';
import { readRecord } from './record.ts';

const KINDS = ['SR', 'KOS', 'SC'] as const;

/** The series of a model's results in a study. */
export async function ownSeries(uid: string, modelHash: string): Promise<ReadonlySet<string>> {
  return new Set(await Promise.all(KINDS.map((kind) => resultSeriesUid(kind, uid, modelHash))));
}

/** Objects of a study besides a model's results, to store which is no growth; null where the PACS does not count them. */
export function objectsBeside(
  series: readonly SeriesRow[],
  own: ReadonlySet<string>,
): number | null {
  const others = series.filter(({ seriesInstanceUid }) => !own.has(seriesInstanceUid));
  const sum = others.reduce((all, { instances }) => all + (instances ?? Number.NaN), 0);
  return Number.isNaN(sum) ? null : sum;
}

/**
 * Whether a study needs no run: its result is where it is asked to be. The folder knows of how many objects it is the result, so that
 * one that has grown is analyzed again; of a result in the PACS alone that cannot be told. Rejects with AppError 'pacs-...'.
 */
export async function hasResult(
  pacs: Pacs,
  { out, writeBack }: Pick<PacsRequest, 'out' | 'writeBack'>,
  uid: string,
  model: Pick<TriageReport['model'], 'hash' | 'operatingPoint'>,
  signal: AbortSignal,
): Promise<boolean> {
  if (out === null && !writeBack) return false;
  const record = out === null ? null : await readRecord(out, uid);
  const isOfModel =
    record !== null &&
    record.model.hash === model.hash &&
    record.model.operatingPoint === model.operatingPoint;
  if (out !== null && !isOfModel) return false;
  const series = await listSeries(pacs, uid, signal);
  const own = await ownSeries(uid, model.hash);
  const count = objectsBeside(series, own);
  // Where the PACS does not count, a record is believed.
  if (record !== null && count !== null && count !== record.objects) return false;
  const isThere = series.some(({ seriesInstanceUid }) => own.has(seriesInstanceUid));
  return !writeBack || record?.results === 0 || isThere;
}
