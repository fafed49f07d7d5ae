import { describe, expect, it } from 'vitest';
import { aNetwork, vgg16Layers } from '../graph/graph.fixture.ts';
import { BLOCK_NETWORKS } from '../graph/networks.fixture.ts';
import { assignBuffers } from './assign-buffers.ts';
import { chooseTiling, stepOf, tileColumns, tilePixels } from './conv-tiling.ts';
import { sliceKernel } from './copy-kernel.ts';
import { compileNetwork, imageBytes } from './network.ts';

const vgg = aNetwork({ size: 64, layers: vgg16Layers(0.125), head: 'log-sum-exp' });

describe('a network for the GPU', () => {
  it.each([
    ['a chain of layers', vgg, 2],
    ['residuals', aNetwork(BLOCK_NETWORKS['inverted residuals']!), 3],
    ['branches', aNetwork(BLOCK_NETWORKS['branches that are joined']!), 4],
  ] as const)(
    'lets no two images of %s that are needed at the same time share a buffer',
    (_name, model, most) => {
      const network = compileNetwork(model, 'f32');
      const { bufferOf, bytes } = assignBuffers(network);
      const { images, lastReads } = network;
      images.forEach((image, written) => {
        const later = images.slice(written + 1).filter((_, n) => {
          return written + 1 + n <= (lastReads.get(image.id) ?? written);
        });
        for (const other of later) expect(bufferOf.get(other.id)).not.toBe(bufferOf.get(image.id));
        expect(bytes[bufferOf.get(image.id) ?? -1]).toBeGreaterThanOrEqual(imageBytes(image));
      });
      expect(bytes.length).toBeLessThanOrEqual(most);
    },
  );

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

  it.each(Object.entries(BLOCK_NETWORKS))(
    'watches every f16 store of %s that is no copy',
    (_name, spec) => {
      const network = compileNetwork(aNetwork(spec), 'f16');
      const halves = new Set(
        network.images.filter((i) => i.precision === 'f16').map(({ id }) => id),
      );
      const writers = network
        .kernels(2)
        .filter(({ bindings }) =>
          bindings.some(
            (each) => each.kind === 'image' && each.access === 'write' && halves.has(each.id),
          ),
        );
      const unwatched = writers.filter(
        ({ bindings }) => !bindings.some(({ kind }) => kind === 'overflow'),
      );
      expect(writers.length).toBeGreaterThan(unwatched.length);
      for (const { label } of unwatched) expect(label).toMatch(/^input$|, part \d|\/cut$/);
    },
  );

  it('applies a curve to an image where it lies, once, and not in each of a convolution’s stores', () => {
    const spec = BLOCK_NETWORKS['squeeze-and-excite with swish']!;
    const kernels = compileNetwork(aNetwork(spec), 'f32').kernels(2);
    const tiled = kernels.filter(({ code }) => code.includes('filterTile'));
    expect(tiled.length).toBeGreaterThan(0);
    for (const { code } of tiled) expect(code).not.toContain('exp(');
    expect(kernels.some(({ label }) => label.endsWith('/up, Swish'))).toBe(true);
    for (const { code } of kernels) expect(code.split('exp(').length - 1).toBeLessThanOrEqual(1);
  });

  it('takes small matrices by sums and large ones by tiles', () => {
    const labels = (width: number) =>
      compileNetwork(
        aNetwork({ size: 24, layers: [16, 'pool', 32, 'pool'], head: { dense: width } }),
        'f32',
      )
        .kernels(1)
        .map(({ label }) => label);
    expect(labels(70)).toContain('hidden, 1152 x 72');
    expect(labels(300)).toContain('hidden, 1 x 1');
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

  it.each([
    ['whole vectors', 8, 'vec4<f16>(value)', 'vec4<f32>(65504)'],
    ['single numbers', 6, 'f16(value)', 'f32(65504)'],
  ])(
    'watches a copy of %s that makes halves, before they are halves',
    (_name, from, stored, limit) => {
      const image = {
        id: 0,
        height: 2,
        width: 2,
        channels: 16,
        stride: 16,
        precision: 'f32',
      } as const;
      const output = { ...image, id: 1, channels: 8, stride: 8, precision: 'f16' } as const;
      const layer = { kind: 'slice', name: 'slice', input: image, output, from } as const;
      const { code, bindings } = sliceKernel(layer, image, output);
      expect(code).toContain(`= ${stored};`);
      expect(code).toContain(`abs(value) <= ${limit}`);
      expect(bindings.at(-1)).toEqual({ kind: 'overflow' });
      const halves = sliceKernel(layer, { ...image, precision: 'f16' }, output);
      expect(halves.code).not.toContain('overflow');
    },
  );
});
