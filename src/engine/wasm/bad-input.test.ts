import { afterEach, describe, expect, it, vi } from 'vitest';
import { unsupportedOps } from '../graph/compile.ts';
import { aNetwork, anImage } from '../graph/graph.fixture.ts';
import type { GraphModel } from '../graph/plan.ts';
import { createWasmEngine } from './wasm-engine.ts';

const model = aNetwork({ size: 16, layers: [8, 'pool'], head: 'log-sum-exp' });

interface RawNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}
interface RawGraph {
  readonly modelTopology: { readonly node: readonly RawNode[] };
}

/** The model with each node changed. */
function changed(change: (node: RawNode) => RawNode): GraphModel {
  const graph = model.topology as RawGraph;
  const node = graph.modelTopology.node.map(change);
  return { ...model, topology: { ...graph, modelTopology: { node } } };
}

const renamedOp = (from: string, to: string) =>
  changed((node) => (node.op === from ? { ...node, op: to } : node));

describe('a broken model', () => {
  it('with an unknown op is refused and named', async () => {
    const odd = renamedOp('Exp', 'Erf');
    expect(unsupportedOps(odd.topology)).toEqual(['Erf']);
    expect(unsupportedOps(model.topology)).toEqual([]);
    await expect(createWasmEngine(odd)).rejects.toMatchObject({ code: 'graph-unsupported' });
  });

  it('with a truncated or a longer shard is refused', async () => {
    for (const weights of [
      model.weights.slice(0, -4),
      new ArrayBuffer(model.weights.byteLength + 4),
    ]) {
      await expect(createWasmEngine({ ...model, weights })).rejects.toMatchObject({
        code: 'model-weights',
      });
    }
  });

  it('that is no graph, has a cycle or lacks a node is refused', async () => {
    const cyclic = changed((node) =>
      node.name === 'lse/max' ? { ...node, input: ['logits'] } : node,
    );
    const loose = changed((node) => (node.op === 'Exp' ? { ...node, input: ['nothing'] } : node));
    const broken = [
      { ...model, topology: null },
      { ...model, topology: { node: 3 } },
      cyclic,
      loose,
    ];
    for (const each of [...broken, { ...model, input: 'image' }]) {
      await expect(createWasmEngine(each)).rejects.toMatchObject({ code: 'model-graph' });
    }
  });

  it('whose image vanishes in pooling is refused', async () => {
    const layers = [4, 'pool', 'pool', 'pool', 4] as const;
    await expect(
      createWasmEngine(aNetwork({ size: 6, layers, head: 'log-sum-exp' })),
    ).rejects.toMatchObject({ code: 'model-graph' });
  });
});

describe('a poor browser', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('without SIMD is an error that says so', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(createWasmEngine(model)).rejects.toMatchObject({ code: 'engine-missing' });
  });

  it('without enough memory is an error that says how much was asked for', async () => {
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(() => {
      throw new RangeError('could not allocate memory');
    });
    await expect(createWasmEngine(model)).rejects.toMatchObject({ code: 'engine-memory' });
  });

  it('without relaxed SIMD gives the same within rounding', async () => {
    const image = anImage(16);
    const [best] = await (await createWasmEngine(model)).run([image]);
    const validate = WebAssembly.validate;
    let calls = 0;
    vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => calls++ > 0 && validate(bytes));
    const engine = await createWasmEngine(model);
    expect(engine.description).toContain('no relaxed SIMD');
    const [plain] = await engine.run([image]);
    plain?.forEach((value, index) => {
      expect(value).toBeCloseTo(best?.[index] ?? Number.NaN, 5);
    });
  });
});

describe('a bad call', () => {
  it('with an input of the wrong length is refused', async () => {
    const engine = await createWasmEngine(model);
    await expect(engine.run([new Float32Array(7)])).rejects.toMatchObject({ code: 'model-input' });
  });

  it('that was cancelled does nothing', async () => {
    const engine = await createWasmEngine(model);
    const signal = AbortSignal.abort();
    await expect(engine.run([anImage(16)], signal)).rejects.toMatchObject({ name: 'AbortError' });
    await expect(createWasmEngine(model, { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
