import { isRecord } from '#base';
import { isSealed } from '../seal.ts';
import { nextNumber, numbersTaken } from './shift.ts';
import type { WorklistStore } from './state.ts';
import type { StudyEntry } from './study-entry.ts';

/** Where the tabs of a browser hear each other. */
export interface TabChannel {
  say(message: unknown): void;
  hear(listener: (message: unknown) => void): void;
}

/** A number that a tab gave. Names no patient: the key is a fingerprint. */
interface NumberGiven {
  readonly number: number;
  readonly studyKey: string;
  readonly receivedAt: number;
}

/** The numbers of a tab among those of its neighbors. */
export interface SharedNumbers {
  /** Given by other tabs: not to be given here. */
  readonly elsewhere: ReadonlySet<number>;
  /** Tells the others which numbers the studies have that came in since. */
  tell(before: ReadonlyMap<string, StudyEntry>): void;
}

const WHO_IS_THERE = 'who-is-there';

const isGiven = (one: unknown): one is NumberGiven =>
  isRecord(one) &&
  typeof one.number === 'number' &&
  typeof one.studyKey === 'string' &&
  typeof one.receivedAt === 'number';

/** Whether of two studies with one number it is this one that needs another: it came later. */
const yields = (own: StudyEntry, other: NumberGiven): boolean =>
  own.receivedAt === other.receivedAt
    ? own.key > other.studyKey
    : own.receivedAt > other.receivedAt;

/** One study: under one key, or as it was kept, under a seal, in one of the tabs, and given again in the other. */
const isSame = (own: StudyEntry, other: NumberGiven): boolean =>
  own.key === other.studyKey ||
  (own.receivedAt === other.receivedAt && isSealed(own.key) !== isSealed(other.studyKey));

/**
 * Keeps two tabs of a browser from calling two studies by one number: each tells the others what it gives, and asks when it opens.
 * Where both gave one before they heard of each other, a moment after the studies came in, the later study gets another. What isn't
 * understood, as from another version of the app, is not heard.
 */
export function shareNumbers(
  worklist: WorklistStore,
  channel: TabChannel | undefined,
): SharedNumbers {
  const elsewhere = new Set<number>();
  const tell = (before: ReadonlyMap<string, StudyEntry>): void => {
    const given = [...worklist.getState().entries.values()]
      .filter(({ key, number }) => before.get(key)?.number !== number)
      .map(({ key: studyKey, number, receivedAt }) => ({ studyKey, number, receivedAt }));
    if (given.length > 0) channel?.say(given);
  };
  const yieldTo = (other: NumberGiven): void => {
    const { entries, shift } = worklist.getState();
    const own = [...entries.values()].find(({ number }) => number === other.number);
    if (own === undefined || isSame(own, other) || !yields(own, other)) return;
    const number = nextNumber(shift.lastNumber, numbersTaken(entries, elsewhere));
    worklist.setState({
      entries: new Map(entries).set(own.key, { ...own, number }),
      shift: { ...shift, lastNumber: number },
    });
    tell(entries);
  };
  channel?.hear((message) => {
    if (message === WHO_IS_THERE) return tell(new Map());
    if (!Array.isArray(message) || !message.every(isGiven)) return;
    for (const given of message) {
      elsewhere.add(given.number);
      yieldTo(given);
    }
  });
  channel?.say(WHO_IS_THERE);
  return { elsewhere, tell };
}
