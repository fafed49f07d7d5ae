import { isRecord } from '#base';
import { unreadFlagged } from '../attention/attention.ts';
import type { CareState } from '../worklist/care.ts';
import type { RowState } from '../worklist/row-state.ts';
import { isWorking, type RowsOf, worklistRows } from '../worklist/selectors.ts';
import { typeChips } from '../worklist/type-chips.ts';

/** One study on the wall: nothing that tells who a patient is. */
export interface WallRow {
  readonly number: number;
  readonly rank: number;
  readonly state: RowState;
  readonly stateText: string;
  readonly urgent: boolean;
  /** "SDH IPH": what is flagged. */
  readonly types: string;
  readonly care: CareState;
  /** Somebody put it first by hand; the note is not for a corridor. */
  readonly pinned: boolean;
  /** Minutes; null of a study that does not wait any more. */
  readonly waited: number | null;
}

/** What the desk says to walls. `version` numbers the message. */
export interface WallNews {
  readonly version: 4;
  /** Names the tab: a wall follows one. */
  readonly desk: string;
  readonly theme: 'dark' | 'light';
  /** The first of the ranking; the others are counted. */
  readonly rows: readonly WallRow[];
  readonly more: number;
  readonly unreadFlagged: number;
  readonly urgent: number;
  readonly unread: number;
  readonly working: boolean;
  /** The desk reads blind: rows are in order of arrival, flags are hidden. */
  readonly blinded: boolean;
  /** Why new studies are not seen, in words; null where nothing is wrong. */
  readonly problem: string | null;
}

/** More are not read from across a corridor. */
const MOST_ROWS = 8;

/** What walls are to show of a worklist. */
export function wallNews(of: RowsOf, desk: Pick<WallNews, 'desk' | 'theme' | 'problem'>): WallNews {
  const rows = worklistRows(of).filter(({ section }) => section === 'ranking');
  const alerts = unreadFlagged(of);
  const urgent = new Set(alerts.filter(({ level }) => level === 'urgent').map(({ key }) => key));
  return {
    version: 4,
    ...desk,
    rows: rows.slice(0, MOST_ROWS).map((row, index) => ({
      number: row.entry.number,
      rank: row.rank ?? index + 1,
      state: row.state,
      stateText: row.stateText,
      urgent: urgent.has(row.key),
      types: typeChips(row.entry)
        .map(({ abbreviation }) => abbreviation)
        .join(' '),
      care: row.care,
      pinned: row.entry.pin !== null,
      waited: row.waited === null ? null : Math.floor(row.waited / 60_000),
    })),
    more: Math.max(0, rows.length - MOST_ROWS),
    unreadFlagged: alerts.length,
    urgent: urgent.size,
    unread: rows.filter(({ care }) => care === 'unread').length,
    working: isWorking(of),
    blinded: of.blinded,
  };
}

/** Whether a message is news of this version. Another build of the app may be open in another tab. */
export const isWallNews = (message: unknown): message is WallNews =>
  isRecord(message) && message.version === 4 && typeof message.desk === 'string';
