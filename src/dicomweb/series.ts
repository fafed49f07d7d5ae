import { AppError } from '#base';
import { ask } from './ask.ts';
import { countAt, datasetsOf, type JsonDataset, TAGS, textAt, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';
import { isUid } from './uid.ts';

/** A series in the PACS. */
export interface SeriesRow {
  readonly seriesInstanceUid: string;
  /** '' where the PACS does not say. */
  readonly modality: string;
  /** Likewise. */
  readonly manufacturer: string;
  readonly seriesDescription: string;
  /** Objects in it; null where the PACS does not say. */
  readonly instances: number | null;
}

/** What is asked for besides what every archive gives. */
const FIELDS = [TAGS.seriesInstances, TAGS.manufacturer, TAGS.seriesDescription];

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
      query: new URLSearchParams(FIELDS.map((tag) => ['includefield', tag])),
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
    const modality = textAt(dataset, TAGS.modality).trim().toUpperCase();
    if (seriesInstanceUid === null) return [];
    const manufacturer = textAt(dataset, TAGS.manufacturer).trim();
    const seriesDescription = textAt(dataset, TAGS.seriesDescription).trim();
    return [{ seriesInstanceUid, modality, manufacturer, seriesDescription, instances }];
  });
}

/** The metadata of a series' objects (WADO-RS), a dataset each. Rejects with AppError 'pacs-...'. */
export async function metadataOfSeries(
  pacs: Pacs,
  studyInstanceUid: string,
  seriesInstanceUid: string,
  signal?: AbortSignal,
): Promise<readonly JsonDataset[]> {
  if (!isUid(studyInstanceUid) || !isUid(seriesInstanceUid)) {
    throw new AppError('pacs-bad-row', 'this is no UID of a study and a series');
  }
  const { listMs: deadlineMs, listBytes: mostBytes } = pacs.limits;
  const path = `studies/${studyInstanceUid}/series/${seriesInstanceUid}/metadata`;
  return ask(
    pacs,
    { path, accept: 'application/dicom+json', deadlineMs, mostBytes },
    datasetsOf,
    signal,
  );
}
