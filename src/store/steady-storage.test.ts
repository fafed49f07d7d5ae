import { describe, expect, it } from 'vitest';
import type { SetAside } from './set-aside.ts';
import { DEFAULT_SETTINGS } from './settings/state.ts';
import { steadyStorage } from './steady-storage.ts';
import { type AppStorage, memoryStorage } from './storage.ts';

/** A storage of which every part fails with an error of this name. */
const failing = (name: string): AppStorage =>
  new Proxy(memoryStorage(), {
    get: (_, part) =>
      part === 'onLost'
        ? undefined
        : async () => {
            throw new DOMException('as injected', name);
          },
  });

async function everything(storage: AppStorage): Promise<readonly unknown[]> {
  await storage.saveSettings(DEFAULT_SETTINGS);
  await storage.saveShift({});
  await storage.saveRows([]);
  return [
    await storage.settings(),
    await storage.shift(),
    await storage.rows(),
    await storage.results(),
    await storage.result('key'),
    await storage.verdicts(),
    await storage.measurements(),
    await storage.setAside(),
  ];
}

describe('a storage that fails', () => {
  it.each([
    ['QuotaExceededError', 'full'],
    ['VersionError', 'newer'],
    ['InvalidStateError', 'lost'],
    ['UnknownError', 'lost'],
    ['AbortError', 'lost'],
  ])('with %s never rejects, is empty, and is told of once as %s', async (name, why) => {
    const told: SetAside[] = [];
    const storage = steadyStorage(failing(name), (trouble) => told.push(trouble));
    expect(await everything(storage)).toEqual([null, null, [], [], null, [], [], []]);
    expect(told).toEqual([{ what: 'storage', why, count: 1 }]);
  });

  it('to delete says so: nobody takes for deleted what is still there', async () => {
    const told: SetAside[] = [];
    await steadyStorage(failing('UnknownError'), (trouble) => told.push(trouble)).clear();
    expect(told).toEqual([{ what: 'storage', why: 'undeleted', count: 1 }]);
  });

  it('is tried again: what was full may have room later', async () => {
    let full = true;
    const inner = memoryStorage();
    const storage = steadyStorage(
      {
        ...inner,
        saveSettings: async (settings) => {
          if (full) throw new DOMException('', 'QuotaExceededError');
          return inner.saveSettings(settings);
        },
      },
      () => undefined,
    );
    await storage.saveSettings({ ...DEFAULT_SETTINGS, theme: 'light' });
    full = false;
    await storage.saveSettings({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(await storage.settings()).toMatchObject({ theme: 'dark' });
  });
});
