import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { aNetwork, anImage } from '../../src/engine/graph/graph.fixture.ts';
import { BLOCK_NETWORKS, NETWORKS } from '../../src/engine/graph/networks.fixture.ts';
import { createWasmEngine, type GraphModel } from '../../src/engine/index.ts';
import { quantizeGraph } from '../model/int8/quantize-graph.ts';
import { toOnnx } from './onnx.ts';
import { planar } from './page/images.ts';
import { largestDifference } from './statistics.ts';

interface Ort {
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
  readonly InferenceSession: {
    create(file: Uint8Array): Promise<{
      run(feeds: object): Promise<Record<string, { data: Float32Array }>>;
    }>;
  };
}

/** Native ONNX Runtime, where the benchmarks' own packages are installed (npm ci --prefix scripts/bench --ignore-scripts). */
function runtime(): Ort | null {
  try {
    return createRequire(new URL('./package.json', import.meta.url))('onnxruntime-node');
  } catch {
    return null;
  }
}

const ort = runtime();

async function byOnnx(model: GraphModel, image: Float32Array, size: number, channels: number) {
  if (ort === null) throw new Error('onnxruntime-node is not installed');
  const session = await ort.InferenceSession.create(toOnnx(model, size, channels));
  const dims = [1, channels, size, size];
  const input = new ort.Tensor('float32', planar(image, channels), dims);
  const outputs = await session.run({ [model.input]: input });
  return [...(outputs[model.outputs.probabilities]?.data ?? [])];
}

async function byWasm(model: GraphModel, image: Float32Array) {
  const engine = await createWasmEngine(model);
  const [row = []] = await engine.run([image]);
  engine.dispose();
  return [...row];
}

describe.skipIf(ort === null)('a network as ONNX gives what our own engine gives for', () => {
  it.each(Object.entries({ ...NETWORKS, ...BLOCK_NETWORKS }))('%s', async (_name, spec) => {
    const model = aNetwork(spec);
    const channels = spec.inChannels ?? 3;
    const image = anImage(spec.size, channels);
    const said = await byOnnx(model, image, spec.size, channels);
    expect(largestDifference(said, await byWasm(model, image))).toBeLessThan(1e-4);
  });

  it('int8 layers, within what rounding at other places may do', async () => {
    const image = anImage(32);
    const float = aNetwork({ size: 32, layers: [16, 32, 'pool', 32], head: 'log-sum-exp' });
    const { model, layers } = await quantizeGraph(float, [image]);
    expect(layers).toBe(2);
    const said = await byOnnx(model, image, 32, 3);
    expect(largestDifference(said, await byWasm(model, image))).toBeLessThan(0.01);
    expect(largestDifference(said, await byOnnx(float, image, 32, 3))).toBeGreaterThan(0);
  });
});
