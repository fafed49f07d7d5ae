import { listSeries, type Pacs } from '#dicomweb';
import type { TriageReport } from '#report';
import { resultSeriesUid } from '#report';
import type { PacsRequest } from './options.ts';
import { readRecord } from './record.ts';

const KINDS = ['SR', 'KOS', 'SC'] as const;

/** The series of a model's results in a study. */
export async function ownSeries(uid: string, modelHash: string): Promise<ReadonlySet<string>> {
  return new Set(await Promise.all(KINDS.map((kind) => resultSeriesUid(kind, uid, modelHash))));
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
  const isOwn = ({ seriesInstanceUid }: (typeof series)[number]) => own.has(seriesInstanceUid);
  const others = series
    .filter((one) => !isOwn(one))
    .map(({ instances }) => instances ?? Number.NaN);
  const count = others.reduce((sum, one) => sum + one, 0);
  // Where the PACS does not count, a record is believed.
  if (record !== null && !Number.isNaN(count) && count !== record.objects) return false;
  return !writeBack || record?.results === 0 || series.some(isOwn);
}
