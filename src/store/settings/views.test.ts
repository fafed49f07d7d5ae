import { describe, expect, it } from 'vitest';
import { parseSettings } from './state.ts';
import { parseViews, type SavedView, withView } from './views.ts';

const night: SavedView = {
  name: 'Night',
  filter: 'unread',
  sort: { by: 'age', down: false },
  density: 'compact',
  hiddenColumns: ['age', 'coverage'],
};

describe('saved views', () => {
  it('come back as they were kept, and whatever else lies there is left out or the default', () => {
    const kept = JSON.parse(
      JSON.stringify([night, { name: ' ' }, 'torn', { name: 'Odd', filter: 7 }]),
    );
    expect(parseViews(kept)).toEqual([
      night,
      {
        name: 'Odd',
        filter: 'all',
        sort: { by: 'priority', down: true },
        density: 'standard',
        hiddenColumns: [],
      },
    ]);
    expect(parseViews('torn')).toEqual([]);
  });

  it('of a hostile hand are the default in each part, and no more than a menu bears', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...night, name: `${at}` }));
    expect(parseViews(many)).toHaveLength(20);
    const [odd] = parseViews([
      {
        name: 'x'.repeat(10_000),
        filter: '__proto__',
        sort: { by: 'constructor', down: 0 },
        density: ['compact'],
        hiddenColumns: ['rank', 'state', 'age', 'age', { toString: 'picture' }],
        query: 'Doe, Jane',
      },
    ]);
    // The columns that say what a study is cannot be hidden, and no words are kept that may name a patient.
    expect(odd).toEqual({
      name: 'x'.repeat(40),
      filter: 'all',
      sort: { by: 'priority', down: true },
      density: 'standard',
      hiddenColumns: ['age'],
    });
  });

  it('have one of each name', () => {
    const wide = { ...night, density: 'comfortable' } as const;
    expect(withView([night], wide)).toEqual([wide]);
    expect(withView([night], { ...night, name: 'Day' })).toHaveLength(2);
  });

  it('are settings, beside the density and the columns', () => {
    const settings = parseSettings({
      version: 1,
      views: [night],
      density: 'compact',
      hiddenColumns: ['rank', 'scanned'],
    });
    expect(settings).toMatchObject({
      views: [night],
      density: 'compact',
      hiddenColumns: ['scanned'],
    });
    expect(parseSettings({ version: 1 })).toMatchObject({ views: [], density: 'standard' });
  });
});
