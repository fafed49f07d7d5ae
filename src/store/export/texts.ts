import { assertNever } from '#base';
import {
  agreementCsv,
  blindedReadingsCsv,
  listCsv,
  listJson,
  listNdjson,
  measurementLogCsv,
  rsnaSubmissionCsv,
  type StudyList,
  verdictLogCsv,
} from '#report';
import { agreementOf } from '#verdicts';
import { resultOf } from '../worklist/study-entry.ts';
import type { ListFormat } from './lazy-actions.ts';
import type { Listed } from './study-list.ts';

export {
  deidentifiedArchive,
  listPage,
  phoneLine,
  shiftFiguresCsv,
  shiftStudiesCsv,
  summaryPage,
} from '#report';
export { shiftSummary } from '../desk/shift-studies.ts';
export { outsideRow, studyList } from './study-list.ts';

/** The list in a format. */
export function listText(
  format: ListFormat,
  list: StudyList,
  { worklist: { entries }, verdicts }: Pick<Listed, 'worklist' | 'verdicts'>,
): string {
  switch (format) {
    case 'csv':
      return listCsv(list);
    case 'json':
      return listJson(list);
    case 'ndjson':
      return listNdjson(list);
    case 'verdicts':
      return verdictLogCsv(list);
    case 'blinded':
      return blindedReadingsCsv(list);
    case 'agreement':
      return agreementCsv(agreementOf(verdicts.byStudy.values()));
    case 'measurements':
      return measurementLogCsv(list);
    case 'rsna':
      return rsnaSubmissionCsv(
        [...entries.values()].flatMap((entry) =>
          (resultOf(entry)?.findings.slices ?? [])
            // Of a study whose images are to be given again the UIDs are not known.
            .filter(({ sliceKey }) => sliceKey !== '')
            .map(({ sliceKey, probabilities }) => ({ sopInstanceUid: sliceKey, probabilities })),
        ),
      );
    default:
      return assertNever(format);
  }
}
