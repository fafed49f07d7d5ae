import type { Care, CareState, Notice, Signed, WorklistRow } from '#store';
import { t, told } from '#texts';
import { waitingWords } from '#triage';
import { verdictWords } from '#verdicts';
import { saidOn } from '../parts/moments.ts';

/** "14:02 AB"; with its day where that is another one than `today` ("2026-03-14"). */
export const signedText = ({ at, by }: Signed, today: string): string =>
  `${saidOn(today, new Date(at))} ${by}`.trim();

/** "Opened 14:02", "Ack. 14:05 AB", "Done 2026-03-13 23:58 AB"; '' of an unread study. */
export function careText({ openedAt, acknowledged, done }: Care, today: string): string {
  if (done !== null) return t('Done {signed}', { signed: signedText(done, today) });
  if (acknowledged !== null) return t('Ack. {signed}', { signed: signedText(acknowledged, today) });
  return openedAt === null ? '' : t('Opened {clock}', { clock: saidOn(today, new Date(openedAt)) });
}

/** How long an unread study waits, or what people did. */
export const waitText = (
  { waited, entry }: Pick<WorklistRow, 'waited' | 'entry'>,
  today: string,
): string =>
  waited === null ? careText(entry.care, today) || t('Unread') : told(waitingWords(waited));

const TO_TEXTS: Readonly<Record<CareState, string>> = {
  get unread() {
    return t('is unread again');
  },
  get open() {
    return t('is open again');
  },
  get acknowledged() {
    return t('is acknowledged');
  },
  get done() {
    return t('is done and has left the ranking');
  },
};

/** "#17 is done and has left the ranking." No name: it may be read out aloud. */
export function deskNoticeText(
  notice: Extract<Notice, { kind: 'care' | 'verdict' | 'pin' | 'revealed' | 'undone' }>,
): string {
  const study = `#${notice.number}`;
  if (notice.kind === 'verdict')
    return t('{study}: your verdict is {verdict}.', {
      study,
      verdict: told(verdictWords(notice.verdict)),
    });
  if (notice.kind === 'pin')
    return notice.pinned
      ? t('{study} is pinned to the top.', { study })
      : t('{study} is not pinned any more.', { study });
  if (notice.kind === 'revealed') return t('{study}: its result is shown now.', { study });
  return notice.kind === 'care'
    ? `${study} ${TO_TEXTS[notice.to]}.`
    : t('{study} is as it was before.', { study });
}
