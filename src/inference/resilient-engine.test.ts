import { beforeAll, describe, expect, it } from 'vitest';
import { type FakeBehavior, fakeCandidates } from './fake-engine.fixture.ts';
import { loadPackage } from './package/load-package.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import { memoryReader, tinyPackage } from './package/tiny-package.fixture.ts';
import { resilientEngine } from './resilient-engine.ts';

let pack: LoadedPackage;
beforeAll(async () => {
  pack = await loadPackage(memoryReader(await tinyPackage()));
});

async function setup(first: FakeBehavior, others: readonly FakeBehavior[]) {
  const started = await fakeCandidates(pack, { now: 0 }, [first]).candidates[0]?.create();
  if (started === undefined) throw new Error('no first engine');
  const { candidates, log } = fakeCandidates(pack, { now: 0 }, others);
  const changes: string[] = [];
  const engine = resilientEngine(started, pack, candidates, ({ from, to }) =>
    changes.push(`${from} to ${to.kind}`),
  );
  return { engine, log, changes };
}

/** Six inputs, three of each golden vector, so that a row in the wrong place shows. */
const inputs = () => [...pack.golden.inputs, ...pack.golden.inputs, ...pack.golden.inputs];
const expected = () =>
  [...pack.golden.probabilities, ...pack.golden.probabilities, ...pack.golden.probabilities].map(
    (row) => Float32Array.from(row),
  );

describe('an engine that loses its device in mid-run', () => {
  it('is started again, and every slice is answered once and in its place', async () => {
    const { engine, log, changes } = await setup({ kind: 'tfjs-webgpu', failsAtRun: 3 }, [
      { kind: 'tfjs-webgpu' },
      { kind: 'tfjs-wasm' },
    ]);
    expect(await engine.run(inputs())).toEqual(expected());
    expect(changes).toEqual(['tfjs-webgpu to tfjs-webgpu']);
    const proof = pack.golden.inputs.length;
    expect(log.filter((line) => line === 'tfjs-webgpu ran')).toHaveLength(proof + 3);
  });

  it('gives way to the next kind where the fresh one is wrong or fails as well', async () => {
    const { engine, changes } = await setup({ kind: 'tfjs-webgpu', failsAtRun: 1 }, [
      { kind: 'tfjs-webgpu', error: 0.5 },
      { kind: 'tfjs-webgl', failsAtRun: 3 },
      { kind: 'tfjs-wasm' },
    ]);
    expect(await engine.run(inputs())).toEqual(expected());
    expect(changes[0]).toBe('tfjs-webgpu to tfjs-webgl');
    expect(engine.kind).toBe('tfjs-wasm');
  });

  it('is replaced once for all runs that were waiting on it', async () => {
    const { engine, changes } = await setup({ kind: 'tfjs-webgl', failsAtRun: 0 }, [
      { kind: 'tfjs-wasm' },
    ]);
    const runs = await Promise.all([engine.run(inputs()), engine.run(inputs())]);
    expect(runs).toEqual([expected(), expected()]);
    expect(changes).toEqual(['tfjs-webgl to tfjs-wasm']);
  });

  it('says so when none is left', async () => {
    const { engine } = await setup({ kind: 'tfjs-webgl', failsAtRun: 0 }, [
      { kind: 'tfjs-webgl', failsAtRun: 0 },
    ]);
    await expect(engine.run(inputs())).rejects.toMatchObject({ code: 'no-engine' });
  });
});

describe('an engine is not replaced', () => {
  it('for a cancelled run', async () => {
    const { engine, changes } = await setup({ kind: 'tfjs-wasm' }, [{ kind: 'tfjs-cpu' }]);
    await expect(engine.run(inputs(), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(changes).toEqual([]);
  });
});
