import { listSeries, type OwnResults, type Pacs, type SeriesRow } from '#dicomweb';
import { isOwnObject, OWN_MODALITIES, resultSeries, type TriageReport } from '#report';
import type { PacsRequest } from './options.ts';
import { readRecord } from './record.ts';

/** How the results in a study are known: by what they say of themselves, and those of a model by the name of their series. */
export const ownResults = (modelHash: string): OwnResults => ({
  modalities: OWN_MODALITIES,
  isOwn: async (series, study) => isOwnObject(series, await resultSeries(study, modelHash)),
});

/** Objects of a study besides results, to store which is no growth; null where the PACS does not count them. */
function objectsBeside(series: readonly SeriesRow[], known: ReadonlySet<string>): number | null {
  const others = series.filter((one) => !isOwnObject(one, known));
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
  const own = await resultSeries(uid, model.hash);
  const count = objectsBeside(series, own);
  // Where the PACS does not count, a record is believed.
  if (record !== null && count !== null && count !== record.objects) return false;
  const isThere = series.some(({ seriesInstanceUid }) => own.has(seriesInstanceUid));
  return !writeBack || record?.results === 0 || isThere;
}
