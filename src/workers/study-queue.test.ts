import { describe, expect, it } from 'vitest';
import { studyQueue } from './study-queue.ts';

function setup() {
  const queue = studyQueue();
  const order: string[] = [];
  const release: (() => void)[] = [];
  const study = (key: string, signal?: AbortSignal) =>
    queue.add(
      key,
      () => {
        order.push(key);
        return new Promise<string>((resolve) => release.push(() => resolve(key)));
      },
      signal,
    );
  return { queue, order, release, study };
}

describe('the queue of studies', () => {
  it('runs one at a time, in order, and the preferred one next', async () => {
    const { queue, order, release, study } = setup();
    const all = [study('a'), study('b'), study('c')];
    queue.prioritize('c');
    expect(order).toEqual(['a']);
    for (const step of [0, 1, 2]) {
      release[step]?.();
      await expect.poll(() => order.length).toBe(Math.min(3, step + 2));
    }
    expect(order).toEqual(['a', 'c', 'b']);
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
  });

  it('forgets a cancelled one and goes on after a failure', async () => {
    const { queue, order, release, study } = setup();
    const controller = new AbortController();
    const first = queue.add('bad', () => Promise.reject(new Error('unreadable')));
    const second = study('gone', controller.signal);
    const third = study('good');
    controller.abort();
    await expect(first).rejects.toThrow('unreadable');
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => order).toEqual(['good']);
    release[0]?.();
    expect(await third).toBe('good');
  });

  it('drops what waits when cleared', async () => {
    const { queue, study } = setup();
    const [, waiting] = [study('running'), study('waiting')];
    queue.clear();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
