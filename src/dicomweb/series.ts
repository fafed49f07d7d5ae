import { ask } from './ask.ts';
import { countAt, datasetsOf, TAGS, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';

/** A series in the PACS. */
export interface SeriesRow {
  readonly seriesInstanceUid: string;
  /** Objects in it; null where the PACS does not say. */
  readonly instances: number | null;
}

/** The series of a study (QIDO-RS). Those without a usable UID are left out. Rejects with AppError 'pacs-...'. */
export async function listSeries(
  pacs: Pacs,
  studyInstanceUid: string,
  signal?: AbortSignal,
): Promise<readonly SeriesRow[]> {
  const { listMs: deadlineMs, listBytes: mostBytes } = pacs.limits;
  const datasets = await ask(
    pacs,
    {
      path: `studies/${studyInstanceUid}/series`,
      query: new URLSearchParams({ includefield: TAGS.seriesInstances }),
      accept: 'application/dicom+json',
      deadlineMs,
      mostBytes,
    },
    datasetsOf,
    signal,
  );
  return datasets.flatMap((dataset) => {
    const seriesInstanceUid = uidAt(dataset, TAGS.seriesInstanceUid);
    const instances = countAt(dataset, TAGS.seriesInstances);
    return seriesInstanceUid === null ? [] : [{ seriesInstanceUid, instances }];
  });
}
