import { countOf } from '#base';
import { isUid } from '#dicomweb';
import type { HeadOfSkipped } from '../text.ts';

/**
 * What a PACS gave and no row has: whole studies by their UIDs, objects by paths below one. The rest is said of an answer: of the list, or of
 * a study that has its row.
 */
export const countedFromPacs: HeadOfSkipped = ({ studies, skipped }) => {
  const rows = new Set(studies.map(({ source }) => source));
  const count = { studies: 0, objects: 0, remarks: 0 };
  for (const { path } of skipped) {
    if (path.includes('/')) count.objects += 1;
    else if (isUid(path) && !rows.has(path)) count.studies += 1;
    else count.remarks += 1;
  }
  const rowless = [
    ...(count.studies === 0 ? [] : [countOf(count.studies, 'study', 'studies')]),
    ...(count.objects === 0 ? [] : [countOf(count.objects, 'object')]),
  ];
  const parts = [
    ...(rowless.length === 0 ? [] : [`Without a row: ${rowless.join(', ')}`]),
    ...(count.remarks === 0 ? [] : [`${countOf(count.remarks, 'remark')} on what the PACS gave`]),
  ];
  return `${parts.join('; ')}:`;
};
