import { describe, expect, it } from 'vitest';
import { createSchedule } from './schedule.ts';
import type { ThreadGroup } from './thread-group.ts';

/** Two threads whose slices take as long as `ms` says, by a clock of their own, and how many were done by both. */
function aMachine() {
  const ms = { together: 0, alone: 0 };
  let now = 0;
  let together = 0;
  const group: ThreadGroup = {
    size: 2,
    ask: async (thread, message) => {
      const both = message.kind === 'run' && message.together;
      if (thread === 0 || !both) now += both ? ms.together : ms.alone;
      if (thread === 0 && both) together += 1;
      return { kind: 'done', values: new Map() };
    },
    terminate: () => {},
  };
  const run = createSchedule(group, { write: () => {} }, () => now);
  /** Of so many slices, one after another, how many both threads did. */
  const byBoth = async (count: number) => {
    const before = together;
    for (let slice = 0; slice < count; slice++) await run(new Float32Array(1));
    return together - before;
  };
  return { ms, byBoth };
}

describe('a slice that is alone', () => {
  it('is done by all threads where that is quicker, but for a trial now and then', async () => {
    const { ms, byBoth } = aMachine();
    Object.assign(ms, { together: 8, alone: 14 });
    expect(await byBoth(4)).toBe(2);
    expect(await byBoth(64)).toBe(60);
  });

  it('is done by one thread once the others keep it waiting, and by all when they no longer do', async () => {
    const { ms, byBoth } = aMachine();
    Object.assign(ms, { together: 8, alone: 14 });
    await byBoth(20);
    ms.together = 80;
    expect(await byBoth(64)).toBeLessThan(8);
    ms.together = 8;
    expect(await byBoth(64)).toBeGreaterThan(40);
  });
});
