import { alertLevel } from '#triage';
import { careState } from '../worklist/care.ts';
import type { WorklistState } from '../worklist/state.ts';
import { rankedResultOf } from '../worklist/study-entry.ts';
import { type AttentionSettings, isQuietAt } from './settings.ts';

/** What calls: an urgent flag, a flag, or that new studies are not seen. */
export type AlertLevel = 'urgent' | 'flag' | 'problem';

/** A flagged study that nobody opened, acknowledged or finished yet. */
export interface Alert {
  readonly key: string;
  readonly number: number;
  readonly level: 'urgent' | 'flag';
}

/** Flagged and unread studies of this shift, the urgent ones first, then in order of arrival: the number in the title, and what may call. */
export function unreadFlagged({
  entries,
  shift,
}: Pick<WorklistState, 'entries' | 'shift'>): readonly Alert[] {
  const alerts: Alert[] = [];
  for (const entry of entries.values()) {
    const result = rankedResultOf(entry);
    if (result === null || entry.shift !== shift.startedAt) continue;
    const level = alertLevel(result.findings);
    if (level !== null && careState(entry.care) === 'unread') {
      alerts.push({ key: entry.key, number: entry.number, level });
    }
  }
  const rank = ({ level }: Alert) => (level === 'urgent' ? 0 : 1);
  return alerts.sort((a, b) => rank(a) - rank(b) || a.number - b.number);
}

/** What is to be done about the alerts now. */
export interface Call {
  /** The sound to be made; null: none. */
  readonly sound: AlertLevel | null;
  /** Alerts to be told by the operating system. */
  readonly tell: readonly Alert[];
  /** To be told by the operating system: new studies are not seen. */
  readonly tellProblem: boolean;
}

const MINUTE_MS = 60_000;
const LEVELS = ['urgent', 'flag', 'problem'] as const satisfies readonly AlertLevel[];

/**
 * Judges when the desk calls, wherever a study came from: once when it is flagged, once more when it becomes urgent, and again every
 * so many minutes until all are acknowledged, opened or done. Knows no clock and makes no sound.
 */
export class Attention {
  readonly #told = new Map<string, Alert['level']>();
  #problemTold = false;
  /** When the last sound was due, made or kept quiet. */
  #soundAt: number | null = null;

  /**
   * What to do now. `alerts`: those that came while this page was open; `hasProblem`: new studies are not seen; `now` in milliseconds,
   * `minutes` the local time of the day.
   */
  see(
    alerts: readonly Alert[],
    hasProblem: boolean,
    settings: AttentionSettings,
    { now, minutes }: { readonly now: number; readonly minutes: number },
  ): Call {
    const tell = alerts.filter(({ key, level }) => {
      const before = this.#told.get(key);
      return before === undefined || (before === 'flag' && level === 'urgent');
    });
    const tellProblem = hasProblem && !this.#problemTold;
    this.#told.clear();
    for (const { key, level } of alerts) this.#told.set(key, level);
    this.#problemTold = hasProblem;
    const fresh = new Set<AlertLevel>(tell.map(({ level }) => level));
    if (tellProblem) fresh.add('problem');
    const standing = new Set<AlertLevel>(alerts.map(({ level }) => level));
    if (hasProblem) standing.add('problem');
    // A clock that was set back would keep the next call quiet until it has caught up.
    if (this.#soundAt !== null && now < this.#soundAt) this.#soundAt = now;
    const isDueAgain =
      settings.repeatMinutes > 0 &&
      this.#soundAt !== null &&
      now - this.#soundAt >= settings.repeatMinutes * MINUTE_MS;
    const calls = fresh.size > 0 ? fresh : isDueAgain ? standing : new Set<AlertLevel>();
    const loudest = LEVELS.find((level) => calls.has(level)) ?? null;
    if (loudest !== null) this.#soundAt = now;
    if (standing.size === 0) this.#soundAt = null;
    const isQuiet = isQuietAt(settings, minutes);
    const passes = (level: AlertLevel | null) =>
      !isQuiet || (level === 'urgent' && settings.quiet.urgentToo);
    return {
      sound: passes(loudest) ? loudest : null,
      tell: settings.notify ? tell.filter(({ level }) => passes(level)) : [],
      tellProblem: settings.notify && tellProblem && !isQuiet,
    };
  }
}
