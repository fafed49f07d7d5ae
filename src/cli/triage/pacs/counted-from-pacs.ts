import { countOf } from '#base';
import { isUid } from '#dicomweb';
import type { TriageReport } from '#report';
import type { HeadOfSkipped } from '../text.ts';

type Skipped = TriageReport['skipped'];

/** What a PACS gave and no row has. */
export interface WithoutRow {
  /** Whole studies, by their UIDs. */
  readonly studies: Skipped;
  /** Objects, by paths below a study's. */
  readonly objects: Skipped;
  /** The rest is said of an answer: of the list, or of a study that has its row. */
  readonly remarks: Skipped;
}

/** Tells apart what was skipped of a PACS's answers. */
export function withoutRow({ studies, skipped }: TriageReport): WithoutRow {
  const rows = new Set(studies.map(({ source }) => source));
  const isObject = ({ path }: Skipped[number]) => path.includes('/');
  const isStudy = ({ path }: Skipped[number]) => isUid(path) && !rows.has(path);
  return {
    studies: skipped.filter(isStudy),
    objects: skipped.filter(isObject),
    remarks: skipped.filter((one) => !isObject(one) && !isStudy(one)),
  };
}

/** What of a PACS's answers has no row, in a line above their reasons. */
export const countedFromPacs: HeadOfSkipped = (report) => {
  const { studies, objects, remarks } = withoutRow(report);
  const rowless = [
    ...(studies.length === 0 ? [] : [countOf(studies.length, 'study', 'studies')]),
    ...(objects.length === 0 ? [] : [countOf(objects.length, 'object')]),
  ];
  const parts = [
    ...(rowless.length === 0 ? [] : [`Without a row: ${rowless.join(', ')}`]),
    ...(remarks.length === 0 ? [] : [`${countOf(remarks.length, 'remark')} on what the PACS gave`]),
  ];
  return `${parts.join('; ')}:`;
};
