import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#base';
import { type ConnectOptions, connect } from './connect.ts';
import { fakeWorker } from './fake-worker.fixture.ts';

/** What the fake worker offers. */
const api = {
  double: (value: number) => 2 * value,
  never: () => new Promise<never>(() => undefined),
  fail: () => {
    throw new AppError('model-hash', 'not the same file', { data: { path: 'a.bin' } });
  },
  take: (_signal: AbortSignal) => undefined,
  takeAndFail: (_signal: AbortSignal) => {
    throw new AppError('model-hash', 'not the same file');
  },
  whenAborted: (signal: AbortSignal) =>
    new Promise<string>((resolve) => {
      if (signal.aborted) resolve('aborted before');
      signal.addEventListener('abort', () => resolve('aborted'));
    }),
};

function setup(options: ConnectOptions = {}) {
  const { start, started: workers } = fakeWorker(() => api);
  return { link: connect<typeof api>(start, options), workers };
}

describe('a link to a worker', () => {
  it('starts nothing before the first call, and one worker for many', async () => {
    const { link, workers } = setup();
    expect(workers).toHaveLength(0);
    expect(await Promise.all([2, 3].map((n) => link.call((a) => a.double(n))))).toEqual([4, 6]);
    expect(workers).toHaveLength(1);
    link.end();
    expect(workers[0]?.terminated()).toBe(true);
  });

  it('keeps the code and the data of an error', async () => {
    const { link } = setup();
    await expect(link.call((a) => a.fail())).rejects.toMatchObject({
      name: 'AppError',
      code: 'model-hash',
      data: { path: 'a.bin' },
    });
    link.end();
  });

  it('lets go of a signal that outlives its calls, but where the worker goes on listening', async () => {
    const { link } = setup();
    const controller = new AbortController();
    const { signal } = controller;
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const heldBy = () => added.mock.calls.length - removed.mock.calls.length;
    await link.call((a) => a.take(signal), { signal });
    expect([added.mock.calls.length, heldBy()]).toEqual([2, 0]);
    await expect(link.call((a) => a.takeAndFail(signal), { signal })).rejects.toThrow();
    expect(heldBy()).toBe(0);

    let inWorker: Promise<string> | undefined;
    await link.call(
      async (a) => {
        inWorker = a.whenAborted(signal);
      },
      { signal, signalOutlives: true },
    );
    expect(heldBy()).toBe(1);
    controller.abort();
    expect(await inWorker).toBe('aborted');
    link.end();
  });

  it('carries a signal over, and rejects at once on abort', async () => {
    const { link } = setup();
    const controller = new AbortController();
    let inWorker: Promise<string> | undefined;
    const calling = link.call(
      (a) => {
        inWorker = a.whenAborted(controller.signal);
        return inWorker;
      },
      { signal: controller.signal },
    );
    controller.abort();
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
    expect(await inWorker).toBe('aborted');
    link.end();
  });

  it('rejects what is pending when the worker dies, says so, and starts afresh', async () => {
    const crashes: string[] = [];
    const { link, workers } = setup();
    link.onCrash(({ code }) => crashes.push(code));
    const pending = link.call((a) => a.never());
    workers[0]?.crash();
    await expect(pending).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(crashes).toEqual(['worker-crashed']);
    expect(await link.call((a) => a.double(21))).toBe(42);
    expect(workers).toHaveLength(2);
    link.end();
  });

  it('works with no worker of another build', async () => {
    const older = fakeWorker(() => ({ ...api, wireVersion: () => 0 }));
    const link = connect<typeof api>(older.start);
    await expect(link.call((a) => a.double(2))).rejects.toMatchObject({ code: 'worker-version' });
    link.end();
    const oldest = fakeWorker(() => ({ ...api, wireVersion: undefined }));
    const other = connect<typeof api>(oldest.start);
    await expect(other.call((a) => a.double(2))).rejects.toMatchObject({ code: 'worker-version' });
    other.end();
  });

  it('gives a silent worker up', async () => {
    const { link } = setup();
    const silent = link.call((a) => a.never(), { quietMs: 10 });
    await expect(silent).rejects.toMatchObject({ code: 'worker-silent' });
    expect(link.isRunning()).toBe(false);
  });

  it('takes no worker for dead after the tab was frozen: a timer that is late is one of several', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { link } = setup();
      const answer = link.call((a) => a.double(21), { quietMs: 1000 });
      vi.advanceTimersToNextTimer(); // Thawed: whatever is due runs before the worker is heard.
      expect(link.isRunning()).toBe(true);
      expect(await answer).toBe(42);
      const silent = link.call((a) => a.never(), { quietMs: 1000 });
      vi.advanceTimersByTime(1000);
      await expect(silent).rejects.toMatchObject({ code: 'worker-silent' });
      link.end();
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends when idle, and not while a call is pending', async () => {
    const { link, workers } = setup({ idleMs: 5 });
    const pending = link.call((a) => a.never());
    await link.call((a) => a.double(1));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(link.isRunning()).toBe(true);
    link.end();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    await link.call((a) => a.double(1));
    await expect.poll(() => link.isRunning()).toBe(false);
    expect(workers[1]?.terminated()).toBe(true);
  });
});
