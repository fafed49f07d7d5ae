import {
  listInstances,
  listSeries,
  type OwnResults,
  type Pacs,
  type SeriesRow,
  stateOf,
} from '#dicomweb';
import { isOwnObject, OWN_MODALITIES, resultSeries, type TriageReport } from '#report';
import type { PacsRequest } from './options.ts';
import { readRecord } from './record.ts';

/** How the results in a study are known: by what they say of themselves, and those of a model by the name of their series. */
export const ownResults = (modelHash: string): OwnResults => ({
  modalities: OWN_MODALITIES,
  isOwn: async (series, study) => isOwnObject(series, await resultSeries(study, modelHash)),
});

/** Objects of a study besides results, to store which is no growth; null where the PACS does not count them. */
function objectsBeside(
  series: readonly SeriesRow[],
  isOwn: (series: SeriesRow) => boolean,
): number | null {
  const others = series.filter((one) => !isOwn(one));
  const sum = others.reduce((all, { instances }) => all + (instances ?? Number.NaN), 0);
  return Number.isNaN(sum) ? null : sum;
}

/** What a study is now besides results; null where the PACS doesn't say it of each object that it counts. */
async function stateBy(
  pacs: Pacs,
  uid: string,
  series: readonly SeriesRow[],
  known: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<string | null> {
  const own = new Set(series.filter((one) => isOwnObject(one, known)).map(uidOf));
  const all = await listInstances(pacs, uid, signal);
  const others = all.filter((one) => !own.has(one.seriesInstanceUid));
  const count = objectsBeside(series, (one) => own.has(one.seriesInstanceUid));
  return others.length === count ? stateOf(others.map((one) => one.sopInstanceUid)) : null;
}

const uidOf = ({ seriesInstanceUid }: SeriesRow): string => seriesInstanceUid;

/**
 * Whether a study needs no run: its result is where it is asked to be. The folder knows of which objects it is the result, so that
 * one that has grown, or has others, is analyzed again; of a result in the PACS alone that cannot be told. Rejects with AppError 'pacs-...'.
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
  const count = objectsBeside(series, (one) => isOwnObject(one, own));
  // Where the PACS does not count, a record is believed.
  if (record !== null && count !== null && count !== record.objects) return false;
  if (record?.state !== undefined && count !== null) {
    const state = await stateBy(pacs, uid, series, own, signal);
    if (state !== null && state !== record.state) return false;
  }
  const isThere = series.some(({ seriesInstanceUid }) => own.has(seriesInstanceUid));
  return !writeBack || record?.results === 0 || isThere;
}
