import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { isFromElsewhere } from '../tabs/heard.ts';
import { type KeptRow, rowToKeep, soFarOf } from './kept-rows.ts';
import { isSettled } from './study-entry.ts';

/** Rows that only grew, or of which more was said, are written this often: a study of 30 slices changes as often. New ones are written at once. */
const EVERY_MS = 1000;

/** What of an entry is kept: other objects are other values. */
const PARTS = ['summary', 'care', 'pin', 'receivedAt', 'shift', 'number', 'earlier'] as const;

/**
 * Follows the worklist and writes each study's row: at once when it is first seen or done; when it changed at once, too, where nothing was
 * written lately (timers of a hidden tab come late), else soon. Gives what writes all that waits: for when the page is left.
 */
export function keepRows(
  storage: Pick<AppStorage, 'saveRows' | 'withholdNames' | 'saveShift'>,
  { worklist, settings, history }: Pick<Stores, 'worklist' | 'settings' | 'history'>,
  now: () => number,
): () => void {
  const waiting = new Set<string>();
  /** Of these only what was said so far is other than what is kept. */
  const saidMore = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let flushedAt = Number.NEGATIVE_INFINITY;

  /** Another tab may have done something with these studies of which this one did not hear: it stands here from then on. */
  const keep = async (keys: readonly string[], rows: readonly KeptRow[]): Promise<void> => {
    const lying = await storage.saveRows(rows);
    if (!lying.some(Boolean)) return;
    const { takeKept } = await import('../tabs/take-care.ts');
    takeKept({ worklist, history }, keys, rows, lying);
  };

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    flushedAt = now();
    const { entries } = worklist.getState();
    const rows: KeptRow[] = [];
    const keys: string[] = [];
    for (const key of new Set([...waiting, ...saidMore])) {
      const entry = entries.get(key);
      if (entry === undefined) continue;
      keys.push(key);
      rows.push(rowToKeep(entry, settings.getState().keepNames));
    }
    waiting.clear();
    saidMore.clear();
    if (rows.length > 0 && settings.getState().keepResults) void keep(keys, rows);
  };

  settings.subscribe(({ keepNames }, before) => {
    if (keepNames === before.keepNames) return;
    if (!keepNames) void storage.withholdNames();
    for (const key of worklist.getState().entries.keys()) waiting.add(key);
    flush();
  });
  void storage.saveShift(worklist.getState().shift);
  worklist.subscribe(({ entries, shift }, before) => {
    if (shift.lastNumber !== before.shift.lastNumber) void storage.saveShift(shift);
    if (entries === before.entries) return;
    let urgent = false;
    let isNews = false;
    for (const [key, entry] of entries) {
      const was = before.entries.get(key);
      // What another tab did it has written itself: it may know more of the study than this one.
      if (was === entry || isFromElsewhere(entry)) continue;
      if (was === undefined || PARTS.some((part) => was[part] !== entry[part])) {
        urgent ||=
          was === undefined ||
          was.care !== entry.care ||
          was.pin !== entry.pin ||
          was.number !== entry.number;
        waiting.add(key);
        isNews = true;
      } else if (soFarOf(was) !== soFarOf(entry)) {
        // Also that a result is in its place now, but not before that is kept: between the two neither would be.
        saidMore.add(key);
        isNews ||= soFarOf(entry) !== null;
      }
      // A result is taken up after a reload only by a row of the same slices, so the row doesn't come later than it.
      urgent ||= waiting.has(key) && isSettled(entry);
    }
    if (waiting.size + saidMore.size === 0) return;
    if (urgent || (isNews && Math.abs(now() - flushedAt) >= EVERY_MS)) flush();
    else timer ??= setTimeout(flush, EVERY_MS);
  });
  return flush;
}
