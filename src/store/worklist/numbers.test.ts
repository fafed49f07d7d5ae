import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import type { Seal } from '../seal.ts';
import { anEntry } from './entries.fixture.ts';
import { restoredEntries, rowToKeep } from './kept-rows.ts';
import { shareNumbers, type TabChannel } from './numbers.ts';
import { createWorklistStore } from './state.ts';
import type { StudyEntry } from './study-entry.ts';

/** The seal of a study's key of one hexadecimal digit, as a browser makes it. */
const sealed = (key: string): string => `~${key.padEnd(32, '0')}`;
const SEAL = { of: async (key: string) => (key.startsWith('~') ? key : sealed(key)) };

/** Lets what is asked of the seal be answered. */
const answered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Tabs that hear each other at once, or, before `connect`, not at all. */
function tabs(seal: Seal = SEAL) {
  const listeners: ((message: unknown) => void)[] = [];
  let connected = true;
  const channel = (): TabChannel => {
    const own = listeners.length;
    return {
      hear: (listener) => {
        listeners[own] = listener;
      },
      say: (message) => {
        if (!connected) return;
        listeners.forEach((listener, at) => {
          if (at !== own) listener(structuredClone(message));
        });
      },
    };
  };
  const open = (...kept: readonly StudyEntry[]) => {
    const worklist = createWorklistStore(0);
    worklist.setState({ entries: new Map(kept.map((entry) => [entry.key, entry])) });
    const shared = shareNumbers(worklist, channel(), seal);
    const give = (key: string, number: number, receivedAt: number) => {
      const { entries } = worklist.getState();
      const entry = anEntry(key, { number, receivedAt: ms(receivedAt) });
      worklist.setState({ entries: new Map(entries).set(key, entry) });
      shared.tell(entries);
    };
    const close = () => worklist.setState({ entries: new Map() });
    const rename = (from: string, to: string) => {
      const { entries } = worklist.getState();
      const named = [...entries.values()].map((one) =>
        one.key === from ? { ...one, key: to } : one,
      );
      worklist.setState({ entries: new Map(named.map((one) => [one.key, one])) });
    };
    const numbers = () =>
      [...worklist.getState().entries.values()].map(({ key, number }) => `${key} ${number}`);
    return { ...shared, give, close, rename, numbers };
  };
  return {
    open,
    disconnect: () => {
      connected = false;
    },
    connect: () => {
      connected = true;
    },
  };
}

describe('the numbers of studies', () => {
  it('that one tab gave are known to the others, also to one that opens later', () => {
    const { open } = tabs();
    const first = open();
    const second = open();
    first.give('a', 1, 10);
    expect([...second.elsewhere]).toEqual([1]);
    expect([...open().elsewhere]).toEqual([1]);
  });

  it('that two tabs gave at once stay with the study that came first', () => {
    const { open, disconnect, connect } = tabs();
    const first = open();
    const second = open();
    disconnect();
    second.give('a', 1, 20);
    connect();
    first.give('b', 1, 10);
    expect(first.numbers()).toEqual(['b 1']);
    expect(second.numbers()).toEqual(['a 2']);
    expect([...first.elsewhere]).toEqual([2]);
  });

  it('stay as they are where both tabs have the very same study, or something else is said', async () => {
    const { open } = tabs();
    const first = open();
    const second = open();
    first.give('a', 1, 10);
    second.give('a', 1, 20);
    expect([first.numbers(), second.numbers()]).toEqual([['a 1'], ['a 1']]);
    const third = open(anEntry(sealed('a'), { number: 1, receivedAt: ms(30) }));
    await answered();
    expect([first.numbers(), second.numbers()]).toEqual([['a 1'], ['a 1']]);
    expect(third.numbers()).toEqual([`${sealed('a')} 1`]);
    const worklist = createWorklistStore(0);
    let hear: (message: unknown) => void = () => undefined;
    const channel: TabChannel = {
      say: () => undefined,
      hear: (listener) => {
        hear = listener;
      },
    };
    const { elsewhere } = shareNumbers(worklist, channel, SEAL);
    for (const odd of [null, 'hello', [{ number: '1' }], { number: 1 }, [null]]) hear(odd);
    expect([...elsewhere]).toEqual([]);
  });

  it('are two for two studies that came in the same millisecond, also where one is known by its seal alone', async () => {
    const { open, disconnect, connect } = tabs();
    const first = open();
    disconnect();
    const second = open();
    second.give('b', 1, 10);
    connect();
    first.give('a', 1, 10);
    expect([first.numbers(), second.numbers()]).toEqual([['a 1'], ['b 2']]);
    // Opened with what was kept before they heard of each other.
    const third = open(anEntry(sealed('c'), { number: 1, receivedAt: ms(10) }));
    await answered();
    expect([first.numbers(), third.numbers()]).toEqual([['a 1'], [`${sealed('c')} 3`]]);
  });

  it('that a tab gave before it was closed are known to one that opens later, from a third', () => {
    const { open } = tabs();
    const first = open();
    first.give('a', 1, 10);
    expect([...open().elsewhere]).toEqual([1]);
    const third = open();
    first.close();
    expect([...third.elsewhere]).toEqual([1]);
    expect([...open().elsewhere]).toEqual([1]);
  });

  it('that a tab has kept are known to a tab that gave them meanwhile', async () => {
    const { open } = tabs();
    const first = open();
    first.give('late', 1, 20);
    const second = open(anEntry(sealed('e'), { number: 1, receivedAt: ms(10) }));
    await answered();
    expect([first.numbers(), second.numbers()]).toEqual([['late 2'], [`${sealed('e')} 1`]]);
  });

  it('are two where the seal does not answer, and stay with a study that is given its name meanwhile', async () => {
    const { open } = tabs({ of: () => Promise.reject(new Error('gone')) });
    const first = open();
    first.give('a', 1, 20);
    open(anEntry(sealed('a'), { number: 1, receivedAt: ms(10) }));
    await answered();
    expect(first.numbers()).toEqual(['a 2']);

    const others = tabs();
    const third = others.open(anEntry(sealed('e'), { number: 1, receivedAt: ms(20) }));
    others.open().give('e', 1, 10);
    third.rename(sealed('e'), 'e');
    await answered();
    expect(third.numbers()).toEqual(['e 1']);
  });

  it('are one each after a reload, where two tabs gave one and closed before they heard of it', () => {
    const rows = [anEntry('b', { receivedAt: ms(20) }), anEntry('a', { receivedAt: ms(20) })].map(
      (entry) => rowToKeep(entry, false),
    );
    const early = rowToKeep(anEntry('c', { receivedAt: ms(10) }), false);
    const entries = restoredEntries([...rows, early, { ...early, studyKey: 'd', number: 8 }], []);
    const numbers = [...entries.values()].map(({ key, number }) => `${key} ${number}`);
    expect(numbers).toEqual(['b 10', 'a 9', 'c 7', 'd 8']);
  });
});
