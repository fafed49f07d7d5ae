import { isRecord } from '#base';

/** How the desk calls for attention. Kept with the settings; the sound itself is switched by `sound`. */
export interface AttentionSettings {
  /** 0..100, percent of the loudest. */
  readonly volume: number;
  /** The sound comes again every so many minutes until the study is acknowledged or opened; 0: once. */
  readonly repeatMinutes: number;
  /** Notices of the operating system, without patient data. */
  readonly notify: boolean;
  readonly quiet: {
    readonly on: boolean;
    /** Minutes since local midnight, 0..1439; from 22:00 to 06:00 goes over midnight. */
    readonly from: number;
    readonly to: number;
    /** Urgent flags are heard in quiet hours too. */
    readonly urgentToo: boolean;
  };
}

/** What a fresh browser starts with: the sound and the notices are off. */
export const DEFAULT_ATTENTION: AttentionSettings = {
  volume: 50,
  repeatMinutes: 2,
  notify: false,
  quiet: { on: false, from: 22 * 60, to: 6 * 60, urgentToo: true },
};

/** How often a sound may come again, in minutes. */
export const REPEAT_MINUTES = [0, 1, 2, 5, 10] as const;

const MINUTES_A_DAY = 24 * 60;

/** What was kept, as far as it can be understood; the rest is as in a fresh browser. */
export function parseAttention(given: unknown): AttentionSettings {
  const kept = isRecord(given) ? given : {};
  const quiet = isRecord(kept.quiet) ? kept.quiet : {};
  const usual = DEFAULT_ATTENTION;
  const within = (value: unknown, most: number, otherwise: number) =>
    typeof value === 'number' && value >= 0 && value <= most ? Math.round(value) : otherwise;
  const flag = (value: unknown, otherwise: boolean) =>
    typeof value === 'boolean' ? value : otherwise;
  return {
    volume: within(kept.volume, 100, usual.volume),
    repeatMinutes:
      REPEAT_MINUTES.find((minutes) => minutes === kept.repeatMinutes) ?? usual.repeatMinutes,
    notify: flag(kept.notify, usual.notify),
    quiet: {
      on: flag(quiet.on, usual.quiet.on),
      from: within(quiet.from, MINUTES_A_DAY - 1, usual.quiet.from),
      to: within(quiet.to, MINUTES_A_DAY - 1, usual.quiet.to),
      urgentToo: flag(quiet.urgentToo, usual.quiet.urgentToo),
    },
  };
}

/** Whether a time of the day, in minutes since local midnight, is within the quiet hours. Equal ends: the whole day. */
export function isQuietAt({ quiet }: AttentionSettings, minutes: number): boolean {
  const { on, from, to } = quiet;
  if (!on) return false;
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** "22:00" to minutes since midnight; null where it is no time of the day. */
export function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text) ?? [];
  return hours === undefined ? null : 60 * Number(hours) + Number(minutes);
}

/** Minutes since midnight to "22:00". */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
