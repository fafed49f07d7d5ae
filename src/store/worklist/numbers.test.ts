import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { anEntry } from './entries.fixture.ts';
import { shareNumbers, type TabChannel } from './numbers.ts';
import { createWorklistStore } from './state.ts';

/** Tabs that hear each other at once, or, before `connect`, not at all. */
function tabs() {
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
  const open = () => {
    const worklist = createWorklistStore(0);
    const shared = shareNumbers(worklist, channel());
    const give = (key: string, number: number, receivedAt: number) => {
      const { entries } = worklist.getState();
      const entry = anEntry(key, { number, receivedAt: ms(receivedAt) });
      worklist.setState({ entries: new Map(entries).set(key, entry) });
      shared.tell(entries);
    };
    const numbers = () =>
      [...worklist.getState().entries.values()].map(({ key, number }) => `${key} ${number}`);
    return { ...shared, give, numbers };
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

  it('stay as they are where both tabs have the very same study, or something else is said', () => {
    const { open } = tabs();
    const first = open();
    const second = open();
    first.give('a', 1, 10);
    second.give('a', 1, 20);
    expect([first.numbers(), second.numbers()]).toEqual([['a 1'], ['a 1']]);
    // As it was kept by the one and given again in the other.
    const kept = `~${'0'.repeat(32)}`;
    const third = open();
    third.give(kept, 1, 10);
    expect([first.numbers(), third.numbers()]).toEqual([['a 1'], [`${kept} 1`]]);
    const worklist = createWorklistStore(0);
    let hear: (message: unknown) => void = () => undefined;
    const { elsewhere } = shareNumbers(worklist, {
      say: () => undefined,
      hear: (listener) => {
        hear = listener;
      },
    });
    for (const odd of [null, 'hello', [{ number: '1' }], { number: 1 }, [null]]) hear(odd);
    expect([...elsewhere]).toEqual([]);
  });
});
