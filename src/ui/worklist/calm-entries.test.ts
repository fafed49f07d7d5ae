import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { hearCalmly } from './calm-entries.ts';
import { createListRest } from './list-rest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setup() {
  const worklist = createStore<{ entries: object; query: string }>(() => ({
    entries: {},
    query: '',
  }));
  const rest = createListRest();
  let told = 0;
  const stop = hearCalmly(worklist, rest, () => {
    told += 1;
  });
  return {
    worklist,
    change: () => worklist.setState({ entries: {} }),
    scroll: rest.moved,
    told: () => told,
    stop,
  };
}

it('tells of each change of the studies at once while nobody scrolls, and of nothing else', () => {
  const { worklist, change, told } = setup();
  change();
  change();
  worklist.setState({ query: 'a' });
  expect(told()).toBe(2);
});

it('tells of what comes while the list is scrolled together, and loses none', () => {
  const { change, scroll, told } = setup();
  scroll();
  for (let at = 0; at < 5; at += 1) {
    change();
    vi.advanceTimersByTime(50);
    scroll();
  }
  expect(told()).toBe(0);
  vi.advanceTimersByTime(51);
  expect(told()).toBe(1);
  // The last change of a scroll is told without another one.
  change();
  vi.advanceTimersByTime(300);
  expect(told()).toBe(2);
});

it('tells at once again when the scroll has ended, and not a second time', () => {
  const { change, scroll, told } = setup();
  scroll();
  change();
  vi.advanceTimersByTime(151);
  change();
  expect(told()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(told()).toBe(1);
});

it('tells nothing once it was ended', () => {
  const { change, scroll, told, stop } = setup();
  scroll();
  change();
  stop();
  vi.advanceTimersByTime(1000);
  change();
  expect(told()).toBe(0);
});
