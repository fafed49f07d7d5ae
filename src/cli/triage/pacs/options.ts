import { AppError } from '#base';
import { isUid } from '#dicomweb';
import type { Shard } from './shard.ts';

/** What the usage says of it. */
export const PACS_USAGE = `From a PACS, by DICOMweb, instead of PATH:

  --dicomweb URL             such as https://pacs.example/dicom-web; credentials, if it wants some, are the value of the
                             Authorization header in ICH_DICOMWEB_AUTHORIZATION, or in the file that
                             ICH_DICOMWEB_AUTHORIZATION_FILE names
  --date D or D-D            the studies of a day or of days (20261124, both included)
  --study UID [UID...]       these studies
  --shard I/N                the I-th of N shares (1/4 to 4/4): the same studies on each machine, each study on one
  --out DIR                  each study's row and DICOM result in DIR/UID; a study that is there, of this model and unchanged,
                             is skipped
  --write-back               store each result in the PACS, and see that the study still answers under one patient; a study
                             with a result of this model there is skipped
  --insecure                 take http:// to another machine`;

/** The part of the command line that is about a PACS. */
export interface PacsRequest {
  readonly address: string;
  readonly insecure: boolean;
  readonly wanted:
    | { readonly kind: 'dates'; readonly from: string; readonly to: string }
    | { readonly kind: 'studies'; readonly uids: readonly string[] };
  readonly shard: Shard | null;
  readonly out: string | null;
  readonly writeBack: boolean;
}

/** Options for parseOptions. */
export const PACS_OPTIONS = {
  dicomweb: { type: 'string' },
  date: { type: 'string' },
  study: { type: 'string', multiple: true },
  shard: { type: 'string' },
  out: { type: 'string' },
  'write-back': { type: 'boolean', default: false },
  insecure: { type: 'boolean', default: false },
} as const;

/** What parseOptions makes of them. */
export interface PacsValues {
  readonly dicomweb?: string | undefined;
  readonly date?: string | undefined;
  readonly study?: readonly string[] | undefined;
  readonly shard?: string | undefined;
  readonly out?: string | undefined;
  readonly 'write-back': boolean;
  readonly insecure: boolean;
}

const wrong = (message: string): AppError => new AppError('usage', message);

/** What is asked of which PACS; null where none is. `more` are the arguments without an option. Throws AppError 'usage'. */
export function pacsRequest(values: PacsValues, more: readonly string[]): PacsRequest | null {
  const { dicomweb: address, date, study, shard, out, insecure } = values;
  const writeBack = values['write-back'];
  if (address === undefined) {
    const stray = Object.entries({
      date,
      study,
      shard,
      out,
      'write-back': writeBack || undefined,
      insecure: insecure || undefined,
    }).find(([, value]) => value !== undefined);
    if (stray === undefined) return null;
    throw wrong(`--${stray[0]} is for a PACS: --dicomweb URL is missing.`);
  }
  if ((date === undefined) === (study === undefined)) {
    throw wrong('--dicomweb needs --date or --study, one of the two.');
  }
  if (date !== undefined && more.length > 0) {
    throw wrong(`${more[0]} is a path; --dicomweb takes studies from the PACS only.`);
  }
  return {
    address,
    insecure,
    wanted:
      date === undefined
        ? { kind: 'studies', uids: uidsOf([...(study ?? []), ...more]) }
        : { kind: 'dates', ...daysOf(date) },
    shard: shard === undefined ? null : shardOf(shard),
    out: out ?? null,
    writeBack,
  };
}

function uidsOf(words: readonly string[]): readonly string[] {
  for (const word of words) {
    if (!isUid(word)) throw wrong(`--study ${word} is no Study Instance UID.`);
  }
  return [...new Set(words)];
}

const DAY = /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

function daysOf(text: string): { readonly from: string; readonly to: string } {
  const [from = '', to = from, ...rest] = text.split('-');
  if (!DAY.test(from) || !DAY.test(to) || rest.length > 0 || from > to) {
    throw wrong(
      `--date ${text} is no day such as 20261124, and no days such as 20261123-20261124.`,
    );
  }
  return { from, to };
}

function shardOf(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw wrong(`--shard ${text} is no share such as 1/4, the first of four.`);
}
