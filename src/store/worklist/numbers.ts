import { isRecord } from '#base';
import { isSealed, type Seal } from '../seal.ts';
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

/** Whether two keys may be one study's: as it was kept in one of the tabs, under its seal, and given again in the other. */
const mayBeOne = (key: string, other: string): boolean => isSealed(key) !== isSealed(other);

/** Whether they are. Where that can't be told, both are taken for two studies: that costs a number, and the other way a patient. */
async function areOne(seal: Seal, key: string, other: string): Promise<boolean> {
  try {
    return (await seal.of(key)) === (await seal.of(other));
  } catch {
    return false;
  }
}

/**
 * Keeps two tabs of a browser from calling two studies by one number: each tells the others what it gives, and when it opens what it has, and asks.
 * Where both gave one before they heard of each other, a moment after the studies came in, the later study gets another. What isn't
 * understood, as from another version of the app, is not heard.
 */
export function shareNumbers(
  worklist: WorklistStore,
  channel: TabChannel | undefined,
  seal: Seal,
): SharedNumbers {
  const elsewhere = new Set<number>();
  /** What was heard, to be passed on: a tab that closed before anything of its study was written can't say it itself. */
  const heard = new Map<number, NumberGiven>();
  const tell = (before: ReadonlyMap<string, StudyEntry>): void => {
    const given = [...worklist.getState().entries.values()]
      .filter(({ key, number }) => before.get(key)?.number !== number)
      .map(({ key: studyKey, number, receivedAt }) => ({ studyKey, number, receivedAt }));
    if (given.length > 0) channel?.say(given);
  };
  const giveAnother = (own: StudyEntry): void => {
    const { entries, shift } = worklist.getState();
    const number = nextNumber(shift.lastNumber, numbersTaken(entries, elsewhere));
    worklist.setState({
      entries: new Map(entries).set(own.key, { ...own, number }),
      shift: { ...shift, lastNumber: number },
    });
    tell(entries);
  };
  const ownWith = (number: number): StudyEntry | undefined =>
    [...worklist.getState().entries.values()].find((entry) => entry.number === number);
  const yieldTo = (other: NumberGiven): void => {
    const own = ownWith(other.number);
    if (own === undefined || own.key === other.studyKey || !yields(own, other)) return;
    if (!mayBeOne(own.key, other.studyKey)) {
      giveAnother(own);
      return;
    }
    void areOne(seal, own.key, other.studyKey).then((one) => {
      const now = ownWith(other.number);
      // Meanwhile it may have been given again, and have its name.
      if (now?.key !== own.key) yieldTo(other);
      else if (!one) giveAnother(now);
    });
  };
  channel?.hear((message) => {
    if (message === WHO_IS_THERE) {
      if (heard.size > 0) channel.say([...heard.values()]);
      return tell(new Map());
    }
    if (!Array.isArray(message) || !message.every(isGiven)) return;
    for (const given of message) {
      elsewhere.add(given.number);
      heard.set(given.number, given);
      yieldTo(given);
    }
  });
  channel?.say(WHO_IS_THERE);
  tell(new Map());
  return { elsewhere, tell };
}
