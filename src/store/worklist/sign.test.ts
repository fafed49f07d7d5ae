import { describe, expect, it } from 'vitest';
import { deskStores } from '../desk-stores.fixture.ts';
import { historyActions } from '../history/actions.ts';
import { memoryStorage } from '../storage.ts';
import { worklistActions } from './actions.ts';
import { anEntry } from './entries.fixture.ts';
import { shiftFrom } from './shift.ts';
import { asksForInitials, followShift, signActions } from './sign.ts';
import { createWorklistStore } from './state.ts';

const HOUR = 3_600_000;

function setup(kept: Readonly<Record<string, unknown>> = {}) {
  let now = 10 * HOUR;
  const worklist = createWorklistStore(now, shiftFrom(null, now));
  worklist.setState({
    entries: new Map([
      ['a', anEntry('a')],
      ['b', anEntry('b')],
    ]),
  });
  const storage = memoryStorage();
  const stores = { ...deskStores(kept), worklist };
  followShift(stores);
  const clock = () => now;
  const app = {
    ...worklistActions(stores, storage, clock),
    ...historyActions({ storage, now: clock }, stores),
    ...signActions(stores),
  };
  return {
    app,
    later: (ms: number) => {
      now += ms;
    },
    care: (key: string) => worklist.getState().entries.get(key)?.care,
    asks: () => asksForInitials(stores.settings.getState(), worklist.getState().shift),
    initials: () => stores.settings.getState().initials,
  };
}

describe('initials that were given after something was acknowledged', () => {
  it('stand under what was acknowledged and finished here before, at its time, and after an undo and redo', () => {
    const { app, care, later, asks } = setup();
    app.setCare('a', 'acknowledged');
    later(5);
    app.setCare('a', 'done');
    app.setCare('b', 'acknowledged');
    expect(asks()).toBe(true);
    later(5);
    app.sign('j.k');
    const acknowledged = { at: 10 * HOUR, by: 'JK' };
    expect(care('a')).toMatchObject({ acknowledged, done: { at: 10 * HOUR + 5, by: 'JK' } });
    expect(care('b')?.acknowledged?.by).toBe('JK');
    app.undo();
    app.undo();
    expect(care('a')).toMatchObject({ acknowledged, done: null });
    app.redo();
    expect(care('a')?.done?.by).toBe('JK');
    expect(asks()).toBe(false);
  });

  it('are asked for once a shift, also of who gives none', async () => {
    const { app, asks, care, later, initials } = setup();
    app.setCare('a', 'acknowledged');
    app.sign('');
    expect([asks(), care('a')?.acknowledged?.by]).toEqual([false, '']);
    later(4 * HOUR);
    app.tick();
    await expect.poll(asks).toBe(true);
    app.setCare('b', 'acknowledged');
    app.sign('QX');
    // Another shift acknowledged that one.
    expect(care('a')?.acknowledged?.by).toBe('');
    expect([care('b')?.acknowledged?.by, initials()]).toEqual(['QX', 'QX']);
  });

  it('end with the shift; those of the settings do not', async () => {
    const given = setup();
    given.app.sign('JK');
    expect(given.initials()).toBe('JK');
    given.later(4 * HOUR);
    given.app.tick();
    await expect.poll(() => [given.initials(), given.asks()]).toEqual(['', true]);

    expect(setup({ initials: 'JK', initialsAsked: 7 }).initials()).toBe('');
    const own = setup({ initials: 'JK' });
    expect([own.initials(), own.asks()]).toEqual(['JK', false]);
    own.later(4 * HOUR);
    own.app.tick();
    expect(own.initials()).toBe('JK');
  });
});
