import { describe, expect, it } from 'vitest';
import { aNetwork, vgg16Layers } from '../graph/graph.fixture.ts';
import { assignBuffers } from './assign-buffers.ts';
import { chooseTiling, stepOf, tileColumns, tilePixels } from './conv-tiling.ts';
import { compileNetwork, imageBytes } from './network.ts';

const vgg = aNetwork({ size: 64, layers: vgg16Layers(0.125), head: 'log-sum-exp' });

describe('a network for the GPU', () => {
  it('lets no two images that are needed at the same time share a buffer', () => {
    const network = compileNetwork(vgg, 'f32');
    const { bufferOf, bytes } = assignBuffers(network);
    const { images, lastReads } = network;
    images.forEach((image, written) => {
      const later = images.slice(written + 1).filter((_, n) => {
        return written + 1 + n <= (lastReads.get(image.id) ?? written);
      });
      for (const other of later) expect(bufferOf.get(other.id)).not.toBe(bufferOf.get(image.id));
      expect(bytes[bufferOf.get(image.id) ?? -1]).toBeGreaterThanOrEqual(imageBytes(image));
    });
    expect(bytes).toHaveLength(2);
  });

  it('reads back six numbers a slice', () => {
    expect(compileNetwork(vgg, 'f32').tail.columns).toBe(6);
  });

  it('keeps in f16 all but what the tail reads, and watches every f16 store', () => {
    const network = compileNetwork(vgg, 'f16');
    expect(network.images.map(({ precision }) => precision).at(-1)).toBe('f32');
    expect(network.images.filter(({ precision }) => precision === 'f32')).toHaveLength(1);
    for (const { code, bindings } of network.kernels(4)) {
      if (!code.includes('filters')) continue;
      const writesHalves = code.includes('vec4<f16>(value)');
      expect(bindings.some(({ kind }) => kind === 'overflow')).toBe(writesHalves);
      expect(code.includes('atomicOr(&overflow')).toBe(writesHalves);
    }
  });

  it('is refused where it holds an operation without a shader', () => {
    const odd = JSON.parse(JSON.stringify(vgg.topology).replaceAll('"Sub"', '"Pow"'));
    expect(() => compileNetwork({ ...vgg, topology: odd }, 'f32')).toThrow(
      expect.objectContaining({ code: 'graph-unsupported' }),
    );
  });
});

describe('a tiling', () => {
  it('stays within what every WebGPU device has, and keeps 2 x 2 windows whole', () => {
    for (const pixels of [1, 49, 196, 3136, 50176, 16 * 50176]) {
      for (const vectors of [1, 2, 3, 4, 7, 8, 16, 128]) {
        const tiling = chooseTiling(pixels, vectors);
        expect(tiling.threadsX * tiling.threadsY).toBeLessThanOrEqual(256);
        expect(tiling.rows % 4).toBe(0);
        const floats = 4 * stepOf(4) * (tilePixels(tiling) + 4 * tileColumns(tiling));
        expect(4 * floats).toBeLessThanOrEqual(16384);
      }
    }
  });

  it('takes smaller workgroups where large ones would leave the device idle', () => {
    expect(tilePixels(chooseTiling(16 * 50176, 16))).toBe(128);
    expect(tilePixels(chooseTiling(49, 128))).toBe(32);
  });
});
