import { isInflateFault, messageOf } from '#base';

/** A file without the Transfer Syntax UID (0002,0010), which may be guessed. */
export const NO_TRANSFER_SYNTAX = 'its header names no transfer syntax';

/** What the parser and the inflater say, by what it means to whoever has the file. */
const MEANINGS: readonly (readonly [said: RegExp, meaning: string])[] = [
  [
    /buffer over(?:run|read)|past end of buffer|'max ?P ?osition'|'position' cannot be greater|outside the bounds|typed array length/,
    'an element reaches beyond the end of the file',
  ],
  [/missing required meta header attribute 0002,0010/, NO_TRANSFER_SYNTAX],
  [/item tag \(FFFE,E000\) not found/, 'a sequence holds something else than items'],
];

/** Why a file could not be parsed: what is known to be meant by what dicom-parser and fflate threw, else as they say it. */
export function parseProblem(error: unknown): string {
  const text = problemText(error);
  const meaning = MEANINGS.find(([said]) => said.test(text))?.[1];
  if (meaning !== undefined) return meaning;
  return isInflateFault(thrownIn(error)) ? 'what is deflated in it is damaged' : text;
}

/** What dicom-parser threw (strings, errors and {exception, dataSet}), without the names of its functions. */
function problemText(error: unknown): string {
  const thrown = thrownIn(error);
  const text = typeof thrown === 'string' ? thrown : messageOf(thrown);
  return text.replace(/^(?:\w*[Pp]arser[.:]\w+:\s*)+/, '');
}

/** What was thrown, out of dicom-parser's wrapping. */
const thrownIn = (error: unknown): unknown =>
  hasException(error) ? thrownIn(error.exception) : error;

const hasException = (error: unknown): error is { readonly exception: unknown } =>
  error !== null && typeof error === 'object' && 'exception' in error;
