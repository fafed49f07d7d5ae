import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHistoryStore } from '../history/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import { aResult, aSummary } from './entries.fixture.ts';
import { keepRows } from './keep-rows.ts';
import type { KeptRow } from './kept-rows.ts';
import { partOf, underWay } from './so-far.fixture.ts';
import { createWorklistStore } from './state.ts';
import type { StudyEntry } from './study-entry.ts';

describe('while a study is analyzed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function following(keepResults = true) {
    const storage = memoryStorage();
    const saved: KeptRow[][] = [];
    const worklist = createWorklistStore(0);
    const settings = createSettingsStore({ version: 1, keepResults });
    const leave = keepRows(
      {
        ...storage,
        saveRows: async (rows) => {
          saved.push([...rows]);
          return storage.saveRows(rows);
        },
      },
      { worklist, settings, history: createHistoryStore() },
      () => Date.now(),
    );
    const show = (entry: StudyEntry) => worklist.setState({ entries: new Map([['a', entry]]) });
    return { saved, show, leave };
  }

  const queued = underWay(partOf(0.95, [3]), { phase: { kind: 'queued' } });

  it('its row is written when more is said of it, within a second, and not for every slice', () => {
    const { saved, show } = following();
    show(queued);
    expect(saved).toHaveLength(1);
    const first = underWay(partOf(0.95, [3]), { summary: queued.summary });
    const { phase } = first;
    if (phase.kind !== 'analyzing') throw new Error(phase.kind);
    for (let done = 1; done <= 20; done += 1) {
      show({ ...first, phase: { ...phase, done } });
      vi.advanceTimersByTime(500);
    }
    expect(saved).toHaveLength(2);
    expect(saved[1]?.[0]?.soFar).toMatchObject({ findings: { slices: [{ index: 3 }] } });
  });

  it('its row forgets what was said once there is a result, a moment after that is kept', () => {
    const { saved, show } = following();
    show(queued);
    show(underWay(partOf(0.95, [3]), { summary: queued.summary }));
    vi.advanceTimersByTime(1000);
    show({ ...queued, phase: { kind: 'ranked', result: aResult(0.9) } });
    expect(saved).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(saved[2]?.[0]?.soFar).toBeNull();
  });

  it('nothing is kept where the reader wants nothing kept', () => {
    const { saved, show } = following(false);
    show(queued);
    show(underWay(partOf(0.95, [3]), { summary: queued.summary }));
    vi.advanceTimersByTime(5000);
    expect(saved).toEqual([]);
  });

  it('a study that still comes in keeps its latest count: once a second, when it stands still, and when the page is left', () => {
    const { saved, show, leave } = following();
    const counts = () => saved.map(([row]) => row?.summary.sliceCount);
    const grow = (from: number, to: number) => {
      for (let sliceCount = from; sliceCount <= to; sliceCount += 1) {
        show({ ...queued, summary: aSummary({ sliceCount }) });
        vi.advanceTimersByTime(100);
      }
    };
    grow(1, 40);
    expect(counts().slice(0, 3)).toEqual([1, 11, 21]);
    expect(saved.length).toBeLessThan(7);
    vi.advanceTimersByTime(1000);
    expect(counts().at(-1)).toBe(40);
    show({ ...queued, summary: aSummary({ sliceCount: 41 }) });
    show({ ...queued, summary: aSummary({ sliceCount: 42 }) });
    leave();
    expect(counts().at(-1)).toBe(42);
    const written = saved.length;
    leave();
    expect(saved).toHaveLength(written);
  });

  it('waits for no timer where nothing was written lately: those of a hidden tab come late', () => {
    const { saved, show } = following();
    show(queued);
    vi.setSystemTime(Date.now() + 60_000);
    show(underWay(partOf(0.95, [3]), { summary: queued.summary }));
    expect(saved[1]?.[0]?.soFar).not.toBeNull();
  });
});
