import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AppStorage, memoryStorage } from '../storage.ts';
import { worklistRows } from '../worklist/selectors.ts';
import { type Browser, letRun, newBrowser, openTab, type Tab } from './browser.fixture.ts';
import { fileAt, SLICES } from './patients.fixture.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const files = (patient: number) =>
  Array.from({ length: SLICES }, (_, slice) => fileAt({ patient, series: 0, slice }));

const phases = ({ app }: Tab) =>
  [...app.worklist.getState().entries.values()].map(({ phase }) => phase.kind);

async function opened(browser: Browser): Promise<Tab> {
  const opening = openTab(browser, () => undefined);
  await letRun(0);
  return opening;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 300 && !isSo(); round += 1) await letRun(50);
}

const isDone = (tab: Tab) => () => {
  const all = phases(tab);
  return all.length > 0 && all.every((kind) => kind === 'ranked' || kind === 'failed');
};

/** A storage that fails from the moment it is told to. */
function failingLater(name: string) {
  let fails = false;
  const storage: AppStorage = new Proxy(memoryStorage(), {
    get:
      (inner, part) =>
      async (...given: unknown[]) => {
        if (fails) throw new DOMException('as injected', name);
        return Reflect.apply(Reflect.get(inner, part) as () => unknown, inner, given);
      },
  });
  return {
    storage,
    fail: () => {
      fails = true;
    },
  };
}

describe('a tab', () => {
  it.each([
    ['QuotaExceededError', 'full'],
    ['InvalidStateError', 'lost'],
  ])(
    'whose storage fails in mid-run with %s analyzes every study and says what is not kept',
    async (name, why) => {
      const { storage, fail } = failingLater(name);
      const tab = await opened({ ...newBrowser(3), storage });
      fail();
      tab.app.open({ kind: 'files', files: files(2) });
      await until(isDone(tab));
      expect(phases(tab)).toEqual(['ranked']);
      expect(tab.app.notices.getState().setAside).toEqual([{ what: 'storage', why, count: 1 }]);
      tab.close();
    },
  );

  it('whose storage can’t be read at all opens, empty, and says so', async () => {
    const { storage, fail } = failingLater('UnknownError');
    fail();
    const tab = await opened({ ...newBrowser(3), storage });
    expect(tab.app.worklist.getState().entries.size).toBe(0);
    expect(tab.app.notices.getState().setAside).toMatchObject([{ why: 'lost' }]);
    tab.close();
  });

  it('in which everything is deleted forgets it in every tab, and none writes it back', async () => {
    const browser = newBrowser(5);
    const [one, other] = [await opened(browser), await opened(browser)];
    other.app.open({ kind: 'files', files: files(2) });
    await until(isDone(other));
    expect((await browser.storage.rows()).length).toBeGreaterThan(0);
    await one.clear();
    await until(() => other.app.worklist.getState().entries.size === 0);
    other.app.tick();
    await until(() => browser.unheard === 0);
    expect(await browser.storage.rows()).toEqual([]);
    for (const tab of [one, other]) tab.close();
  });

  it('whose clock is set back by a day keeps its order, its numbers and its shift, and nobody waits less than no time', async () => {
    const browser = newBrowser(4);
    browser.now = 10 * 86_400_000;
    const tab = await opened(browser);
    tab.app.open({ kind: 'files', files: files(2) });
    await until(isDone(tab));
    browser.now -= 86_400_000;
    tab.app.tick();
    tab.app.open({ kind: 'files', files: files(1) });
    await until(() => phases(tab).length === 2 && isDone(tab)());
    const rows = worklistRows(tab.app.worklist.getState());
    const stands = ({ app }: typeof tab) =>
      worklistRows(app.worklist.getState()).map(({ entry }) => [entry.number, entry.receivedAt]);
    const order = stands(tab);
    // By the clock as it was, the second came a day before the first: that one's arrival is by the present one, and says so.
    const arrivals = order.map(([number, at = 0]) => [number ?? 0, at] as const).sort();
    expect(arrivals.map(([number, at]) => [number, Math.floor(at / 86_400_000)])).toEqual([
      [1, 9],
      [2, 9],
    ]);
    expect(arrivals[0]?.[1]).toBeLessThan(arrivals[1]?.[1] ?? 0);
    expect(rows.filter(({ reason }) => reason.includes('the clock was set back by'))).toHaveLength(
      1,
    );
    expect(rows.map(({ section }) => section)).toEqual(['ranking', 'ranking']);
    expect(Math.min(...rows.map(({ waited }) => waited ?? 0))).toBeGreaterThanOrEqual(0);
    // Until what was found lies in the browser: after it is closed the tab writes nothing more.
    for (let round = 0; round < 10; round += 1) await letRun(200);
    tab.close();
    const again = await opened(browser);
    expect(stands(again)).toEqual(order);
    expect(worklistRows(again.app.worklist.getState()).map(({ section }) => section)).toEqual([
      'ranking',
      'ranking',
    ]);
    again.close();
  });
});
