import type { Ms } from '#base';

/** That somebody did something, and when. */
export interface Signed {
  readonly at: Ms;
  /** Initials, '' where the reader gave none. */
  readonly by: string;
}

/** What people did with a study; null: not yet. */
export interface Care {
  /** When it was first opened. */
  readonly openedAt: Ms | null;
  /** Somebody took it on, as on the telephone. */
  readonly acknowledged: Signed | null;
  /** Read: it has left the ranking. */
  readonly done: Signed | null;
}

/** How far people are with a study. Only an unread one waits. */
export type CareState = 'unread' | 'open' | 'acknowledged' | 'done';

/** Nobody saw it yet. */
export const UNSEEN: Care = { openedAt: null, acknowledged: null, done: null };

/** The last thing that was done. */
export function careState({ openedAt, acknowledged, done }: Care): CareState {
  if (done !== null) return 'done';
  if (acknowledged !== null) return 'acknowledged';
  return openedAt === null ? 'unread' : 'open';
}

/** The care after a step forth, or back to unread. What was done before stays on record. */
export function careAfter(care: Care, to: CareState, signed: Signed): Care {
  switch (to) {
    case 'unread':
      return UNSEEN;
    case 'open':
      return { ...care, openedAt: care.openedAt ?? signed.at, done: null };
    case 'acknowledged':
      return { ...care, acknowledged: signed, done: null };
    default:
      return { ...care, done: signed };
  }
}

/** The care with initials under what was acknowledged or finished without any since a moment; itself where nothing was. */
export function signedLater(care: Care, by: string, since: Ms): Care {
  const sign = (what: Signed | null): Signed | null =>
    what !== null && what.by === '' && what.at >= since ? { ...what, by } : what;
  const acknowledged = sign(care.acknowledged);
  const done = sign(care.done);
  return acknowledged === care.acknowledged && done === care.done
    ? care
    : { ...care, acknowledged, done };
}

/** What got initials that it lacked, at the same time as it has; null: nothing did. */
export function lateSignature(
  before: Care,
  after: Care,
): { readonly of: 'acknowledged' | 'done'; readonly by: string } | null {
  for (const of of ['done', 'acknowledged'] as const) {
    const [was, is] = [before[of], after[of]];
    if (was?.by === '' && is?.at === was.at && is.by !== '') return { of, by: is.by };
  }
  return null;
}
