import { expect, it } from 'vitest';
import { createSettingsStore } from '../settings/state.ts';
import { shareBlinded } from './share-blinded.ts';

/** Tabs that hear each other at once; what they are asked to follow, they follow when `settle` is called, as code that is fetched first. */
function tabs(count: number) {
  const listeners: ((message: unknown) => void)[] = [];
  const said: unknown[] = [];
  const pending: (() => void)[] = [];
  const opened = Array.from({ length: count }, (_, own) => {
    const settings = createSettingsStore(null);
    const channel = {
      hear: (listener: (message: unknown) => void) => {
        listeners[own] = listener;
      },
      say: (message: unknown) => {
        said.push(message);
        listeners.forEach((listener, at) => {
          if (at !== own) listener(structuredClone(message));
        });
      },
    };
    shareBlinded({ settings }, channel, {
      followBlinded: (wanted) => pending.push(() => settings.setState({ blinded: wanted() })),
    });
    return settings;
  });
  const settle = () => {
    for (const follow of pending.splice(0)) follow();
  };
  const blinded = () => opened.map((settings) => settings.getState().blinded);
  const say = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  return { opened, said, settle, blinded, say };
}

it('one tab that reads blind makes all read blind, and each is told once', () => {
  const { opened, said, settle, blinded } = tabs(3);
  opened[1]?.setState({ blinded: true });
  settle();
  expect(blinded()).toEqual([true, true, true]);
  opened[0]?.setState({ blinded: false });
  settle();
  expect(blinded()).toEqual([false, false, false]);
  expect(said).toEqual([{ blinded: true }, { blinded: false }]);
});

it('who changes their mind before the others followed is followed in the last', () => {
  const { opened, said, settle, blinded } = tabs(2);
  opened[0]?.setState({ blinded: true });
  opened[0]?.setState({ blinded: false });
  settle();
  expect(blinded()).toEqual([false, false]);
  expect(said).toHaveLength(2);
});

it('nothing else that is said on the channel, and no other setting, changes it', () => {
  const { opened, said, settle, blinded, say } = tabs(2);
  for (const message of [null, 'who-is-there', [], {}, { blinded: 1 }]) say(message);
  opened[0]?.setState({ theme: 'light' });
  settle();
  expect(blinded()).toEqual([false, false]);
  expect(said).toEqual([]);
});
