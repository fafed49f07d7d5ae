import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { WorklistRow } from '#store';
import { careText } from './care-text.ts';
import { Probability, Waiting } from './row-cells.tsx';

const rowOf = (cap: number): WorklistRow =>
  ({
    waited: 62 * 60_000,
    parts: { probability: 20, waiting: 10, cap, pinned: 0 },
    entry: { care: { openedAt: null, acknowledged: null, done: null } },
  }) as unknown as WorklistRow;
const words = (cap: number): string =>
  renderToStaticMarkup(createElement(Waiting, { row: rowOf(cap), today: '2026-11-28' })).replaceAll(
    /<[^>]*>/g,
    '',
  );

it('a probability just under its threshold does not read as reaching it', () => {
  const anyOf = (any: number, kind: 'ranked' | 'queued' = 'ranked') => {
    const result = { thresholds: { study: { any: 0.5 } }, findings: {} };
    const row = { any, progress: null, state: 'no-flag', entry: { phase: { kind, result } } };
    const props = { row: row as unknown as WorklistRow, compact: false };
    return renderToStaticMarkup(createElement(Probability, props)).replaceAll(/<[^>]*>/g, '');
  };
  expect([anyOf(0.4999), anyOf(0.5), anyOf(0.4999, 'queued')]).toEqual(['0.49', '0.50', '0.50']);
});

describe('the waiting column', () => {
  it('says that waiting promoted a study, also to who doesn’t see the arrow', () => {
    expect(words(0)).toBe('1 h 02 min');
    expect(words(100)).toBe('1 h 02 min↑, promoted by waiting time');
  });

  it('says midnight as 00, not as 24', () => {
    const openedAt = new Date(2026, 10, 28, 0, 5).getTime();
    const care = { openedAt, acknowledged: null, done: null } as never;
    expect(careText(care, '2026-11-28')).toBe('Opened 00:05');
  });

  it('says what was done before midnight with its day: nobody takes it for tonight', () => {
    const at = new Date(2026, 10, 27, 23, 58).getTime();
    const unsigned = { openedAt: at, acknowledged: null, done: null };
    const signed = { at, by: 'AB' };
    const saidAfter = (care: object) => careText({ ...unsigned, ...care } as never, '2026-11-28');
    expect([
      saidAfter({}),
      saidAfter({ acknowledged: signed }),
      saidAfter({ done: signed }),
    ]).toEqual(['Opened 2026-11-27 23:58', 'Ack. 2026-11-27 23:58 AB', 'Done 2026-11-27 23:58 AB']);
  });
});
