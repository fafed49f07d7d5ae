import { describe, expect, it } from 'vitest';
import { upgrade } from './upgrade.ts';

const steps = [
  ({ old, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, young: old }),
  ({ young, ...rest }: Readonly<Record<string, unknown>>) => {
    if (typeof young !== 'string') throw new Error('no text');
    return { ...rest, young: young.toUpperCase() };
  },
];

describe('upgrade', () => {
  it('takes every older version to the present one, step by step', () => {
    const value = { version: 3, young: 'A', kept: 1 };
    expect(upgrade({ version: 1, old: 'a', kept: 1 }, steps)).toEqual({ kind: 'current', value });
    expect(upgrade({ version: 2, young: 'a', kept: 1 }, steps)).toEqual({ kind: 'current', value });
    expect(upgrade(value, steps)).toEqual({ kind: 'current', value });
  });

  it('leaves a newer one alone and says which it is', () => {
    expect(upgrade({ version: 4 }, steps)).toEqual({ kind: 'newer', version: 4 });
    expect(upgrade({ formatVersion: 2 }, [], 'formatVersion')).toEqual({
      kind: 'newer',
      version: 2,
    });
  });

  it('calls the rest unreadable, and never throws', () => {
    const strange = [
      null,
      undefined,
      7,
      'x',
      [],
      {},
      { version: '1' },
      { version: 0 },
      { version: 1.5 },
    ];
    for (const raw of strange) expect(upgrade(raw, steps)).toEqual({ kind: 'unreadable' });
    expect(upgrade({ version: 2, young: 5 }, steps)).toEqual({ kind: 'unreadable' });
  });
});
