import { type Ms, ms, type UpgradeStep, upgrade } from '#base';

/** The shift that a tab works in: it goes on over reloads and crashes. `version` numbers the format in which it is kept. */
export interface Shift {
  readonly version: 1;
  /** When it began; names it. */
  readonly startedAt: Ms;
  /** The last sign of life. */
  readonly seenAt: Ms;
  /** The number that a study got last. */
  readonly lastNumber: number;
}

/** After so long without a sign of life the next visit is another shift. */
const GAP_MS = 3 * 60 * 60_000;
/** Numbers have three digits at most: they are said on the telephone. */
const LARGEST_NUMBER = 999;

/** Whether it does, at a moment: something of it was seen or heard lately. */
export const goesOn = ({ seenAt }: Pick<Shift, 'seenAt'>, now: number): boolean =>
  now - seenAt < GAP_MS;

/** The last sign of life of a shift that was kept; null where none was. */
export const lastSeenIn = (kept: unknown): number | null => parseShift(kept)?.seenAt ?? null;

/** The shift that was kept, if it still goes on, else one that begins now. Numbers go on in either case. */
export function shiftFrom(kept: unknown, now: number): Shift {
  const before = parseShift(kept);
  if (before !== null && goesOn(before, now)) return { ...before, seenAt: ms(now) };
  return {
    version: 1,
    startedAt: ms(now),
    seenAt: ms(now),
    lastNumber: before?.lastNumber ?? 0,
  };
}

/** From version 1 on: see docs/CHANGELOG-formats.md. */
export const SHIFT_UPGRADES: readonly UpgradeStep[] = [];

/** A kept shift, as far as it is understood. */
export function parseShift(kept: unknown): Shift | null {
  const upgraded = upgrade(kept, SHIFT_UPGRADES);
  if (upgraded.kind !== 'current') return null;
  const { startedAt, seenAt, lastNumber } = upgraded.value;
  if (typeof lastNumber !== 'number') return null;
  if (typeof startedAt !== 'number' || typeof seenAt !== 'number') return null;
  return { version: 1, startedAt: ms(startedAt), seenAt: ms(seenAt), lastNumber };
}

/** The number of the next study: one more than the last, past those that are in use, from 1 again after 999. */
export function nextNumber(last: number, taken: ReadonlySet<number>): number {
  let number = last;
  for (let step = 0; step < LARGEST_NUMBER; step += 1) {
    number = (number % LARGEST_NUMBER) + 1;
    if (!taken.has(number)) return number;
  }
  return Math.max(last, ...taken) + 1; // A thousand studies at once: longer numbers, and still one each.
}

/** The numbers that are in use: those of the studies here, and those that other tabs gave. */
export const numbersTaken = (
  entries: ReadonlyMap<string, { readonly number: number }>,
  elsewhere: Iterable<number>,
): Set<number> => new Set([...elsewhere, ...[...entries.values()].map(({ number }) => number)]);
