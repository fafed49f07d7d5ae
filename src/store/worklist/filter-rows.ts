import { t, told } from '#texts';
import type { WorklistRow } from './selectors.ts';
import type { WorklistFilter } from './state.ts';
import { rankedFindings } from './study-entry.ts';
import { typeChips } from './type-chips.ts';

/** The rows that the filter and the search leave, in the same order. What is done is shown by its own filter alone. */
export function filterRows(
  rows: readonly WorklistRow[],
  filter: WorklistFilter,
  query: string,
): readonly WorklistRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const passing = rows.filter((row) => passes(row, filter));
  if (words.length === 0) return passing;
  return passing.filter((row) => {
    const text = textOf(row);
    return words.every((word, at) =>
      NUMBER.test(word) || (at < words.length - 1 && word.length <= SHORT)
        ? isWordOf(text, word)
        : text.includes(word),
    );
  });
}

const NOT_WHOLLY_ANALYZED: ReadonlySet<WorklistRow['state']> = new Set([
  'unsuitable',
  'failed',
  'partial',
  'interrupted',
] as const);
/** Somebody said it on the telephone and means one study: "#3" is not #37. */
const NUMBER = /^#\d+$/;
/** A word of so few letters that another follows is meant as it is: the "no" of "no flag" is not that of "type not clear". */
const SHORT = 2;

const isWordOf = (text: string, word: string): boolean =>
  text.split(/[^\p{L}\p{N}#]+/u).includes(word);

function passes({ section, care, state, entry }: WorklistRow, filter: WorklistFilter): boolean {
  if ((section === 'done') !== (filter === 'done')) return false;
  switch (filter) {
    case 'flagged':
      return state === 'flagged' || (rankedFindings(entry)?.flagged.length ?? 0) > 0;
    case 'not-analysed':
      return NOT_WHOLLY_ANALYZED.has(state);
    case 'unread':
      return care === 'unread';
    default:
      return true;
  }
}

const CARE_WORDS: Readonly<Record<WorklistRow['care'], () => string>> = {
  unread: () => t('unread'),
  open: () => t('opened'),
  acknowledged: () => t('acknowledged'),
  done: () => t('done'),
};

/** What a row says, in the language of the screen and in English. Numbers of a reason are left out: digits are looked for in what a study is called. */
function textOf({ entry, care, stateText: state, brief }: WorklistRow): string {
  const { patientName, patientId, studyDescription, accessionNumber, studyDate } = entry.summary;
  const types = typeChips(entry).flatMap(({ label, abbreviation }) => [
    label,
    told(label),
    abbreviation,
  ]);
  const why = `${brief} ${told(brief)}`.replace(/\d[\d.,]*/g, '');
  const number = `#${entry.number}`;
  return [
    number,
    patientName,
    patientId,
    studyDescription,
    accessionNumber,
    studyDate,
    state,
    told(state),
    care,
    CARE_WORDS[care](),
    entry.care.acknowledged?.by ?? '',
    entry.care.done?.by ?? '',
    why,
    ...types,
  ]
    .join(' ')
    .toLowerCase();
}
