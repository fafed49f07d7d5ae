import { describe, expect, it } from 'vitest';
import { aNetwork, anImage } from '../graph/graph.fixture.ts';
import { spawnThread } from './spawn-worker.ts';
import type { ThreadPort } from './thread-port.ts';
import { createWasmEngine } from './wasm-engine.ts';

const SIZE = 37;
const model = aNetwork({
  size: SIZE,
  layers: [12, 20, 'pool', 24, 28, 'pool', 40, 'pool'],
  head: 'log-sum-exp',
});
const images = [1, 2, 3, 4, 5].map((seed) => anImage(SIZE, 3, seed));

async function expected(): Promise<readonly number[][]> {
  const engine = await createWasmEngine(model);
  return (await engine.run(images)).map((row) => [...row]);
}

/** A thread that dies instead of answering its `fatal`-th message. */
function mortalThread(fatal: number): ThreadPort {
  const port = spawnThread();
  let die: (text: string) => void = () => {};
  let posted = 0;
  return {
    ...port,
    onDeath: (listen) => {
      die = listen;
      port.onDeath(listen);
    },
    post: (message) => {
      posted += 1;
      if (posted === fatal) die('killed by the test');
      else port.post(message);
    },
  };
}

describe('threads', () => {
  for (const shared of [true, false]) {
    for (const threads of [2, 3]) {
      it(`${threads} with ${shared ? 'one memory' : 'a memory each'} give the same, slice for slice`, async () => {
        const engine = await createWasmEngine(model, { threads, shared });
        const rows = await engine.run(images);
        expect(rows.map((row) => [...row])).toEqual(await expected());
        const [alone] = await engine.run(images.slice(0, 1));
        expect([...(alone ?? [])]).toEqual((await expected())[0]);
        engine.dispose();
      });
    }
  }

  it('share the weights: three threads need less than half of three copies', async () => {
    const wide = aNetwork({ size: 16, layers: [64, 128, 128, 'pool'], head: 'average' });
    const [shared, copied] = await Promise.all(
      [true, false].map((each) => createWasmEngine(wide, { threads: 3, shared: each })),
    );
    expect(shared?.held()).toBeLessThan((copied?.held() ?? 0) / 2);
    shared?.dispose();
    copied?.dispose();
  });

  it('that die in mid-slice end the run with engine-lost, and every later one', async () => {
    const engine = await createWasmEngine(model, {
      threads: 2,
      spawnThread: () => mortalThread(2),
    });
    await expect(engine.run(images)).rejects.toMatchObject({ code: 'engine-lost' });
    await expect(engine.run(images)).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('can be a single one off the calling thread, which gives the same', async () => {
    let started = 0;
    const offThread = await createWasmEngine(model, {
      threads: 1,
      offThread: true,
      spawnThread: () => {
        started += 1;
        return spawnThread();
      },
    });
    const here = await createWasmEngine(model, { threads: 1 });
    expect(started).toBe(1);
    expect(offThread.threads).toBe(1);
    expect(await offThread.run(images)).toEqual(await here.run(images));
    offThread.dispose();
    here.dispose();
  });

  it('that die at the start are an error, not a spinner', async () => {
    const creating = createWasmEngine(model, { threads: 2, spawnThread: () => mortalThread(1) });
    await expect(creating).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('stop between slices when the work is cancelled', async () => {
    const engine = await createWasmEngine(model, { threads: 2 });
    const cancel = new AbortController();
    const running = engine.run(images, cancel.signal);
    cancel.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await engine.run(images)).toHaveLength(5);
    engine.dispose();
  });
});
