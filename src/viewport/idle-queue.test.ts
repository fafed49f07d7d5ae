import { describe, expect, it } from 'vitest';
import { createIdleQueue } from './idle-queue.ts';

/** A queue whose work ends when it is told to. */
function setup() {
  const queue = createIdleQueue();
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    started.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await settled();
  };
  return { queue, started, work, end };
}

/** After all that is ready to run has run. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const never = new AbortController().signal;

describe('work that can wait', () => {
  it('starts after all that is urgent, one at a time, in order', async () => {
    const { queue, started, work, end } = setup();
    void queue.urgent(work('slice'));
    void queue.urgent(work('neighbors'));
    void queue.later(work('first'), never);
    void queue.later(work('second'), never);
    await end('slice');
    expect(started).toEqual(['slice', 'neighbors']);
    await end('neighbors');
    expect(started.at(-1)).toBe('first');
    await end('first');
    expect(started.at(-1)).toBe('second');
  });

  it('waits again for what became urgent in between, which never waits', async () => {
    const { queue, started, work, end } = setup();
    void queue.later(work('first'), never);
    void queue.later(work('second'), never);
    await settled();
    void queue.urgent(work('slice'));
    expect(started).toEqual(['first', 'slice']);
    await end('first');
    expect(started).toHaveLength(2);
    await end('slice');
    expect(started.at(-1)).toBe('second');
  });

  it('is not started once nobody wants it, and keeps nothing else from it', async () => {
    const { queue, started, work, end } = setup();
    const stop = new AbortController();
    void queue.urgent(work('slice'));
    const dropped = queue.later(work('dropped'), stop.signal);
    const kept = queue.later(work('kept'), never);
    stop.abort();
    await end('slice');
    await expect(dropped).rejects.toThrow(/abort/i);
    expect(started).toEqual(['slice', 'kept']);
    await end('kept');
    await expect(kept).resolves.toBe('kept');
  });

  it('goes on after work that fails, urgent or not', async () => {
    const { queue } = setup();
    const broken = () => Promise.reject(new Error('broken'));
    await expect(queue.urgent(broken)).rejects.toThrow('broken');
    await expect(queue.later(broken, never)).rejects.toThrow('broken');
    await expect(queue.later(() => Promise.resolve(7), never)).resolves.toBe(7);
  });
});
