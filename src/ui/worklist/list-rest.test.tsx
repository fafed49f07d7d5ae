import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { App, StudyEntry, WorklistRow } from '#store';
import { AppContext } from '../app-context.ts';
import { createListRest } from './list-rest.ts';
import { RowActions } from './row-actions.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells once it has settled, each that waits once, and none that went', () => {
  const rest = createListRest();
  const told: string[] = [];
  rest.moved();
  rest.whenSettled(() => told.push('a'));
  rest.whenSettled(() => told.push('gone'))();
  // A hand that turns a wheel takes breaks.
  for (let turn = 0; turn < 5; turn += 1) {
    vi.advanceTimersByTime(400);
    expect([rest.isMoving(), told]).toEqual([false, []]);
    rest.moved();
    expect(rest.isMoving()).toBe(true);
  }
  rest.whenSettled(() => told.push('b'));
  vi.advanceTimersByTime(500);
  expect([rest.isSettled(), told]).toEqual([true, ['a', 'b']]);
  vi.advanceTimersByTime(5000);
  expect(told).toHaveLength(2);
});

/** How many elements the buttons of a row are made of. */
function elementsOf(
  rest: ReturnType<typeof createListRest>,
  { focusable = false, pinned = false } = {},
) {
  const pin = pinned ? { note: '', pinnedAt: 0 } : null;
  const row = { key: 'a', care: 'unread', entry: { pin } as StudyEntry } as WorklistRow;
  const markup = renderToStaticMarkup(
    <AppContext value={{} as App}>
      <RowActions
        row={row}
        compact={false}
        focusable={focusable}
        onPin={() => undefined}
        rest={rest}
      />
    </AppContext>,
  );
  return markup.match(/<[a-z]/g)?.length ?? 0;
}

it('makes nothing that nobody sees for rows that come up while the list is scrolled', () => {
  const rest = createListRest();
  expect(elementsOf(rest)).toBe(10);
  rest.moved();
  expect(elementsOf(rest)).toBe(0);
  // The row that keys act on, and a pin, which is seen.
  expect([elementsOf(rest, { focusable: true }), elementsOf(rest, { pinned: true })]).toEqual([
    10, 10,
  ]);
  vi.advanceTimersByTime(501);
  expect(elementsOf(rest)).toBe(10);
});
