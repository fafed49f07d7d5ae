import { describe, expect, it } from 'vitest';
import { type Figure, figureLine, measureFigures, type Part } from './figures.ts';

const GOALS = {
  paint: { name: 'first paint', unit: 's', below: 1 },
  listed: { name: 'listed', unit: 's', below: 10 },
  ranked: { name: 'ranked', unit: 's', below: 40 },
} as const;
type Id = keyof typeof GOALS;
type App = { readonly is: string; closePages(): Promise<void> };

const app = (is: string): App => ({ is, closePages: async () => undefined });

async function measured(parts: readonly Part<Id, App>[], before: App | null = null) {
  const said: Figure[] = [];
  const all = await measureFigures(
    GOALS,
    parts,
    { now: app('now'), before },
    {
      within: 60_000,
      clock: () => performance.now(),
      say: (figure) => said.push(figure),
    },
  );
  expect(said).toEqual(all);
  return all;
}

const paint = (value: number): Part<Id, App> => ({
  figures: ['paint'],
  limitMs: 6000,
  measure: async (_, tell) => tell('paint', value),
});

describe('figures with goals', () => {
  it('are told at once, met or missed', async () => {
    const figures = await measured([paint(0.5), { ...paint(1), figures: ['paint'] }]);
    expect(figures.map(({ met }) => met)).toEqual([true, false]);
    expect(figures.map(figureLine)).toEqual([
      expect.stringMatching(/^first paint +0\.50 s {2}goal 1\.00 s +met$/),
      expect.stringMatching(/1\.00 s {2}goal 1\.00 s +MISSED$/),
    ]);
  });

  it('that take too long or fail cost none of the others, and what of them was known stays', async () => {
    const night: Part<Id, App> = {
      figures: ['listed', 'ranked'],
      limitMs: 5200,
      measure: (_, tell) => {
        tell('listed', 4);
        return new Promise(() => undefined);
      },
    };
    const broken = { ...paint(1), measure: () => Promise.reject(new Error('crashed\nat x')) };
    const figures = await measured([night, broken, paint(0.1)]);
    expect(figures.map(({ name, value, doubt }) => [name, value, doubt])).toEqual([
      ['listed', 4, null],
      ['ranked', null, 'given up after 5 s'],
      ['first paint', null, 'crashed'],
      ['first paint', 0.1, null],
    ]);
    expect(figures[1] && figureLine(figures[1])).toContain('not measured');
  });

  it('are not begun when the time of all is over', async () => {
    let now = 0;
    const slow: Part<Id, App> = {
      figures: ['listed'],
      limitMs: 90_000,
      measure: async (_, tell) => {
        now += 57_000;
        tell('listed', 57);
      },
    };
    const figures = await measureFigures(
      GOALS,
      [slow, paint(0.1)],
      { now: app('now'), before: null },
      { within: 60_000, clock: () => now, say: () => undefined },
    );
    expect(figures.map(({ value, doubt }) => [value, doubt])).toEqual([
      [57, null],
      [null, 'no time left'],
    ]);
  });

  it('are measured of an older build first, in the same run', async () => {
    const order: string[] = [];
    const part: Part<Id, App> = {
      figures: ['listed'],
      limitMs: 6000,
      measure: async ({ is }, tell) => {
        order.push(is);
        tell('listed', is === 'now' ? 5 : 20);
      },
    };
    const [figure] = await measured([part], app('older'));
    expect(order).toEqual(['older', 'now']);
    expect(figure && figureLine(figure)).toContain('before 20.00 s, now / before 0.25');
  });
});
