import { AppError } from '#base';
import { wholeOption } from '../parse-options.ts';
import type { WorkOptions } from '../services/options.ts';
import type { PerformerSetup } from './performer.ts';

/** SH holds 16 characters. */
const NAME = /^[\x21-\x7e]{1,16}$/;

/** Which work items are done; null: none, there is a queue. Throws AppError 'usage' in words for people. */
export function performerOptions(
  { thread, queue }: Pick<WorkOptions, 'thread' | 'queue'>,
  values: {
    readonly workitems?: string | undefined;
    readonly station?: string | undefined;
    readonly every: string;
  },
): Omit<PerformerSetup, 'pacs'> | null {
  const { workitems: code, station = '' } = values;
  const wrong = (text: string): AppError => new AppError('usage', text);
  if (code === undefined) return null;
  if (queue !== null) {
    throw wrong('--workitems and --queue are two places to take work from: give one.');
  }
  if (!NAME.test(code) || !NAME.test(station)) {
    throw wrong(
      '--workitems CODE and --station NAME are each 1 to 16 letters, digits and signs, without spaces.',
    );
  }
  // An item is completed with objects that the PACS has.
  if (!thread.writeBack) throw wrong('--workitems needs --write-back.');
  if (thread.out !== null) {
    throw wrong('With --workitems results go into the PACS: --out is not kept.');
  }
  const everyMs = Math.max(1, wholeOption(values.every, '--every')) * 1000;
  return { code, station, everyMs };
}
