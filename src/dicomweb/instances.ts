import { ask } from './ask.ts';
import { datasetsOf, TAGS, uidAt } from './dicom-json.ts';
import type { Place } from './object-at.ts';
import type { Pacs } from './pacs.ts';

/** What the PACS has of a study (QIDO-RS instances): rows without usable UIDs are left out. Rejects with AppError 'pacs-...'. */
export function listInstances(
  pacs: Pacs,
  studyInstanceUid: string,
  signal?: AbortSignal,
): Promise<readonly Place[]> {
  const { listMs: deadlineMs, listBytes: mostBytes } = pacs.limits;
  const path = `studies/${studyInstanceUid}/instances`;
  return ask(
    pacs,
    { path, accept: 'application/dicom+json', deadlineMs, mostBytes },
    async (answer) =>
      (await datasetsOf(answer)).flatMap((dataset) => {
        const seriesInstanceUid = uidAt(dataset, TAGS.seriesInstanceUid);
        const sopInstanceUid = uidAt(dataset, TAGS.sopInstanceUid);
        if (seriesInstanceUid === null || sopInstanceUid === null) return [];
        return [{ seriesInstanceUid, sopInstanceUid }];
      }),
    signal,
  );
}
