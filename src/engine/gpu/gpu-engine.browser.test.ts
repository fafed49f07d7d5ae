import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aNetwork, anImage } from '../graph/graph.fixture.ts';
import { BLOCK_NETWORKS, NETWORKS } from '../graph/networks.fixture.ts';
import { createWasmEngine } from '../wasm/wasm-engine.ts';
import { createGpuEngine } from './gpu-engine.ts';
import { openGpuDevice } from './open-device.ts';

let device: GPUDevice;
beforeAll(async () => {
  ({ device } = await openGpuDevice());
});
afterAll(() => device.destroy());

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? Number.NaN))));
}

describe('the WebGPU engine gives the same as the WASM engine for', () => {
  for (const [name, spec] of Object.entries({ ...NETWORKS, ...BLOCK_NETWORKS })) {
    it(name, async () => {
      const model = aNetwork(spec);
      const wasm = await createWasmEngine(model);
      const gpu = await createGpuEngine(device, model, { batch: 2 });
      const inputs = [3, 4, 5].map((seed) => anImage(spec.size, spec.inChannels, seed));
      const [rows, expected] = [await gpu.run(inputs), await wasm.run(inputs)];
      inputs.forEach((_, index) => {
        expect(largestDifference(rows[index] ?? [], expected[index] ?? [])).toBeLessThan(1e-5);
      });
      const first = anImage(spec.size, spec.inChannels, 3);
      const maps = await gpu.classMaps(first);
      const expectedMaps = await wasm.classMaps(first);
      if (expectedMaps === null) expect(maps).toBeNull();
      else {
        expect(maps).toMatchObject({ height: expectedMaps.height, width: expectedMaps.width });
        expect(largestDifference(maps?.logits ?? [], expectedMaps.logits)).toBeLessThan(1e-4);
      }
      gpu.dispose();
      wasm.dispose();
    }, 180_000);
  }
});

it('gives the same by its largest workgroups', async () => {
  const model = aNetwork({ size: 58, layers: [16, 64, 'pool', 36, 'pool'], head: 'log-sum-exp' });
  const wasm = await createWasmEngine(model);
  const gpu = await createGpuEngine(device, model, { batch: 4 });
  const inputs = [3, 4, 5, 6, 7].map((seed) => anImage(58, 3, seed));
  const [rows, expected] = [await gpu.run(inputs), await wasm.run(inputs)];
  inputs.forEach((_, index) => {
    expect(largestDifference(rows[index] ?? [], expected[index] ?? [])).toBeLessThan(1e-5);
  });
  gpu.dispose();
  wasm.dispose();
}, 180_000);

it.each([
  'Neg',
  'Abs',
  'Exp',
  'Square',
  'Reciprocal',
  'Tanh',
  'Relu',
  'Relu6',
  'IsFinite',
  'ZerosLike',
  'OnesLike',
])('does %s after the layers as the WASM engine does', async (op) => {
  const plain = aNetwork({ size: 8, layers: [4], head: 'average' });
  const topology = JSON.parse(JSON.stringify(plain.topology).replaceAll('"Sigmoid"', `"${op}"`));
  const model = { ...plain, topology };
  const wasm = await createWasmEngine(model);
  const gpu = await createGpuEngine(device, model, { batch: 1 });
  const [[row = []], [expected = []]] = [await gpu.run([anImage(8)]), await wasm.run([anImage(8)])];
  expect(largestDifference(row, expected)).toBeLessThan(1e-4);
  gpu.dispose();
  wasm.dispose();
});
