import type { Care, CareState, Notice, Signed, WorklistRow } from '#store';
import { waitingWords } from '#triage';
import { verdictWords } from '#verdicts';

const clock = (at: number): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });

/** "14:02 AB". */
export const signedText = ({ at, by }: Signed): string => `${clock(at)} ${by}`.trim();

/** "Opened 14:02", "Ack. 14:05 AB", "Done 14:20 AB"; '' of an unread study. */
export function careText({ openedAt, acknowledged, done }: Care): string {
  if (done !== null) return `Done ${signedText(done)}`;
  if (acknowledged !== null) return `Ack. ${signedText(acknowledged)}`;
  return openedAt === null ? '' : `Opened ${clock(openedAt)}`;
}

/** How long an unread study waits, or what people did. */
export const waitText = ({ waited, entry }: Pick<WorklistRow, 'waited' | 'entry'>): string =>
  waited === null ? careText(entry.care) || 'Unread' : waitingWords(waited);

const TO_TEXTS: Readonly<Record<CareState, string>> = {
  unread: 'is unread again',
  open: 'is open again',
  acknowledged: 'is acknowledged',
  done: 'is done and has left the ranking',
};

/** "#17 is done and has left the ranking." No name: it may be read out aloud. */
export function deskNoticeText(
  notice: Extract<Notice, { kind: 'care' | 'verdict' | 'revealed' | 'undone' }>,
): string {
  const study = `#${notice.number}`;
  if (notice.kind === 'verdict')
    return `${study}: your verdict is ${verdictWords(notice.verdict)}.`;
  if (notice.kind === 'revealed') return `${study}: its result is shown now.`;
  return notice.kind === 'care'
    ? `${study} ${TO_TEXTS[notice.to]}.`
    : `${study} is as it was before.`;
}
