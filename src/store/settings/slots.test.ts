import { describe, expect, it } from 'vitest';
import { movedAside, readableSettings, settingsSetAside, slotOf } from './slots.ts';

const mine = { version: 1, theme: 'light' };
const newer = { version: 99, theme: 'sepia' };

describe('the places of settings', () => {
  it('give the newest that can be read, wherever a newer program’s lie', () => {
    expect(readableSettings(new Map())).toBeNull();
    expect(readableSettings(new Map([['settings', mine]]))).toEqual(mine);
    const both = new Map<string, unknown>([
      ['settings', mine],
      [slotOf(99), newer],
    ]);
    expect(readableSettings(both)).toEqual(mine);
    expect(settingsSetAside(both)).toBe('newer');
    expect(settingsSetAside(new Map([['settings', mine]]))).toBeNull();
  });

  it('lose nothing when written: a newer program’s settings, and unreadable ones, move out of the way', () => {
    expect(movedAside(new Map([['settings', newer]]), 'settings')).toEqual({
      slot: 'settings@99',
      raw: newer,
    });
    expect(movedAside(new Map([['settings', 'torn']]), 'settings')).toEqual({
      slot: 'settings, unreadable',
      raw: 'torn',
    });
    expect(movedAside(new Map([['settings', mine]]), 'settings')).toBeNull();
    expect(movedAside(new Map(), 'settings')).toBeNull();
  });
});
