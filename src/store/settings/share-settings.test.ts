import { expect, it } from 'vitest';
import { type AppStorage, memoryStorage } from '../storage.ts';
import { shareSettings } from './share-settings.ts';
import { createSettingsStore, parseSettings, type Settings, type SettingsStore } from './state.ts';

interface Tab {
  readonly settings: SettingsStore;
  /** Whether it hears what others say. */
  hears: boolean;
}

/** Tabs over one storage; blinded is followed when `settle` is called, as code that is fetched first. */
async function tabs(count: number, storage: AppStorage = memoryStorage()) {
  const listeners: ((message: unknown) => void)[] = [];
  const said: unknown[] = [];
  const pending: (() => void)[] = [];
  const kept = await storage.settings();
  const opened = Array.from({ length: count }, (_, own): Tab => {
    const tab = { settings: createSettingsStore(kept), hears: true };
    const channel = {
      hear: (listener: (message: unknown) => void) => {
        listeners[own] = listener;
      },
      say: (message: unknown) => {
        said.push(message);
        listeners.forEach((listener, at) => {
          if (at !== own && opened[at]?.hears) listener(structuredClone(message));
        });
      },
    };
    shareSettings(tab.settings, storage, channel, {
      change: (changes) => tab.settings.setState(changes),
      followBlinded: (wanted) => pending.push(() => tab.settings.setState({ blinded: wanted() })),
    });
    return tab;
  });
  const set = (tab: number, changes: Partial<Settings>) => opened[tab]?.settings.setState(changes);
  /** Until all that was said is kept, heard and followed. */
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    for (const follow of pending.splice(0)) follow();
  };
  const each = <Chosen>(of: (settings: Settings) => Chosen) =>
    opened.map(({ settings }) => of(settings.getState()));
  const say = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  return { opened, said, set, settle, each, say, kept: async () => storage.settings() };
}

const PIN = { salt: 'aa', hash: 'bb', rounds: 3 };

it('a setting that one tab changes is changed in all, and each is told once', async () => {
  const { said, set, settle, each } = await tabs(3);
  set(1, { lockPin: PIN, maskNames: false, hiddenColumns: ['age'] });
  await settle();
  expect(each(({ lockPin }) => lockPin)).toEqual([PIN, PIN, PIN]);
  expect(each(({ hiddenColumns }) => hiddenColumns.length)).toEqual([1, 1, 1]);
  set(0, { lockPin: null, operatingPoint: 'highSensitivity' });
  await settle();
  expect(each(({ lockPin }) => lockPin)).toEqual([null, null, null]);
  expect(each(({ maskNames }) => maskNames)).toEqual([false, false, false]);
  expect(said).toEqual([
    { settings: { lockPin: PIN, maskNames: false, hiddenColumns: ['age'] } },
    { settings: { lockPin: null, operatingPoint: 'highSensitivity' } },
  ]);
});

it('a tab that heard nothing keeps what it changes itself, and overwrites nothing', async () => {
  const { opened, set, settle, kept } = await tabs(2);
  const [, deaf] = opened;
  if (deaf !== undefined) deaf.hears = false;
  set(0, { lockPin: PIN, capMinutes: 77 });
  await settle();
  set(1, { density: 'compact' });
  await settle();
  expect(deaf?.settings.getState().lockPin).toBeNull();
  expect(parseSettings(await kept())).toMatchObject({
    lockPin: PIN,
    capMinutes: 77,
    density: 'compact',
  });
});

it('a tab tells of a change only once it is kept, so that one that starts meanwhile has it either way', async () => {
  let keep = (): void => undefined;
  const storage = memoryStorage();
  const slow = {
    ...storage,
    saveSettings: async (...given: Parameters<AppStorage['saveSettings']>) => {
      await new Promise<void>((resolve) => {
        keep = resolve;
      });
      await storage.saveSettings(...given);
    },
  };
  const { said, set, settle } = await tabs(2, slow);
  set(0, { theme: 'light' });
  await settle();
  expect(said).toEqual([]);
  keep();
  await settle();
  expect(said).toEqual([{ settings: { theme: 'light' } }]);
});

it('one tab that reads blind makes all read blind, whatever else they change before they follow', async () => {
  const { said, set, settle, each } = await tabs(3);
  set(1, { blinded: true });
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  set(0, { theme: 'light' });
  await settle();
  expect(each(({ blinded }) => blinded)).toEqual([true, true, true]);
  set(0, { blinded: false });
  await settle();
  expect(each(({ blinded }) => blinded)).toEqual([false, false, false]);
  expect(said).toEqual([
    { settings: { blinded: true } },
    { settings: { theme: 'light' } },
    { settings: { blinded: false } },
  ]);
});

it('who changes their mind before the others followed is followed in the last', async () => {
  const { set, settle, each } = await tabs(2);
  set(0, { blinded: true });
  set(0, { blinded: false });
  await settle();
  expect(each(({ blinded }) => blinded)).toEqual([false, false]);
});

it('what is no setting, or no value of one, changes nothing', async () => {
  const { said, set, settle, each, say } = await tabs(2);
  set(0, { blinded: true });
  await settle();
  said.length = 0;
  const before = each((settings) => settings);
  for (const message of [
    null,
    'who-is-there',
    [],
    {},
    { settings: null },
    { settings: { version: 7, foreign: 1, blinded: 1, lockPin: [] } },
  ]) {
    say(message);
  }
  await settle();
  expect(each((settings) => settings)).toEqual(before);
  expect(said).toEqual([]);
});
