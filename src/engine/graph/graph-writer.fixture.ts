import { seededNormal, seededRandom } from '#base';

/**
 * MobileNet v2's inverted residual (1 x 1 to four times the channels, depthwise, 1 x 1 back) or ResNet's basic block, with a sum over
 * it where stride and channels allow (ResNet: else over a 1 x 1 convolution). Swish and hard swish: inverted residuals of 5 x 5 with
 * that activation and squeeze-and-excite. Branches: 1 x 1, 1 x 7 with 7 x 1, and an average pool, joined to `channels` + 5. Halves: a 3 x 3
 * convolution in two groups, response normalization, and a 3 x 3 maximum of the stride.
 */
export interface Block {
  readonly kind: 'inverted' | 'basic' | 'swish' | 'hard-swish' | 'branches' | 'halves';
  readonly channels: number;
  readonly stride: 1 | 2;
}

/** A constant of the graph. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** The type of every node. */
export const FLOAT = { type: 'DT_FLOAT' };
/** A list of whole numbers, as a node's attribute. */
export const ints = (values: readonly number[]) => ({ list: { i: values.map(String) } });
const text = (value: string) => ({ s: btoa(value) });
/** A shape, as a node's attribute. */
export const dims = (shape: readonly number[]) => ({
  dim: shape.map((size) => ({ size: String(size) })),
});

/** Writes nodes and random weights. */
export class GraphWriter {
  readonly nodes: unknown[] = [];
  readonly weights: Weight[] = [];
  readonly #normal: () => number;

  constructor(seed: number) {
    this.#normal = seededNormal(seededRandom(seed));
  }

  node(name: string, op: string, input: readonly string[], attr: object = {}): string {
    this.nodes.push({ name, op, input, attr: { T: FLOAT, ...attr } });
    return name;
  }

  constant(name: string, shape: readonly number[], data: Weight['data']): string {
    const dtype = data instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT';
    const value = { tensor: { dtype, tensorShape: dims(shape) } };
    this.nodes.push({ name, op: 'Const', attr: { dtype: { type: dtype }, value } });
    this.weights.push({ name, shape, data });
    return name;
  }

  /** He initialization: the activations neither grow nor vanish. */
  random(name: string, shape: readonly number[], fanIn: number): string {
    const scale = Math.sqrt(2 / fanIn);
    const count = shape.reduce((product, size) => product * size, 1);
    const data = Float32Array.from({ length: count }, () => scale * this.#normal());
    return this.constant(name, shape, data);
  }

  conv(
    name: string,
    input: string,
    shape: readonly number[],
    relu: boolean,
    fused: boolean,
    stride = 1,
  ): string {
    const [height = 1, width = 1, depth = 1, channels = 1] = shape;
    const filters = this.random(`${name}/w`, shape, height * width * depth);
    const bias = this.random(`${name}/b`, [channels], 400);
    const op = fused ? '_FusedConv2D' : 'Conv2D';
    return this.convolution(name, op, [input, filters, bias], relu ? 'Relu' : null, stride);
  }

  depthwise(
    name: string,
    input: string,
    { depth, stride, side = 3 }: { depth: number; stride: number; side?: number },
    relu: boolean,
    fused: boolean,
  ): string {
    const filters = this.random(`${name}/w`, [side, side, depth, 1], side * side);
    const bias = this.random(`${name}/b`, [depth], 400);
    const op = fused ? 'FusedDepthwiseConv2dNative' : 'DepthwiseConv2dNative';
    return this.convolution(name, op, [input, filters, bias], relu ? 'Relu6' : null, stride);
  }

  number(name: string, value: number): string {
    return this.constant(name, [], Float32Array.of(value));
  }

  /** Sigmoid, or what stands for it: relu6(x + 3) / 6. */
  gate(name: string, x: string, hard: boolean): string {
    if (!hard) return this.node(name, 'Sigmoid', [x]);
    const sum = this.node(`${name}/sum`, 'AddV2', [x, this.number(`${name}/three`, 3)]);
    const clipped = this.node(`${name}/clipped`, 'Relu6', [sum]);
    return this.node(name, 'RealDiv', [clipped, this.number(`${name}/six`, 6)]);
  }

  swish(name: string, x: string, hard: boolean): string {
    return this.node(name, 'Mul', [this.gate(`${name}/gate`, x, hard), x]);
  }

  /** Each channel times a gate that all channels' means make. */
  excite(name: string, x: string, depth: number, hard: boolean, fused: boolean): string {
    const axes = this.constant(`${name}/axes`, [2], Int32Array.of(1, 2));
    const mean = this.node(`${name}/mean`, 'Mean', [x, axes], { keep_dims: { b: true } });
    const few = this.conv(`${name}/few`, mean, [1, 1, depth, 3], true, fused);
    const all = this.conv(`${name}/all`, few, [1, 1, 3, depth], false, fused);
    return this.node(name, 'Mul', [x, this.gate(`${name}/gate`, all, hard)]);
  }

  /** Bias and activation within a fused op's node, else as nodes of their own. */
  private convolution(
    name: string,
    op: string,
    [input, filters, bias]: readonly [string, string, string],
    activation: 'Relu' | 'Relu6' | null,
    stride: number,
  ): string {
    const common = {
      strides: ints([1, stride, stride, 1]),
      dilations: ints([1, 1, 1, 1]),
      padding: text('SAME'),
      data_format: text('NHWC'),
    };
    if (op.includes('Fused')) {
      const ops = ['BiasAdd', ...(activation === null ? [] : [activation])].map((one) => btoa(one));
      const attr = { ...common, num_args: { i: '1' }, fused_ops: { list: { s: ops } } };
      return this.node(name, op, [input, filters, bias], attr);
    }
    const sums = this.node(`${name}/conv`, op, [input, filters], common);
    const added = this.node(activation === null ? name : `${name}/add`, 'BiasAdd', [sums, bias]);
    return activation === null ? added : this.node(name, activation, [added]);
  }

  block(name: string, input: string, depth: number, block: Block, fused: boolean): string {
    const { kind, channels, stride } = block;
    const same = stride === 1 && channels === depth;
    if (kind === 'swish' || kind === 'hard-swish') {
      const [wide, hard] = [3 * depth, kind === 'hard-swish'];
      const up = this.conv(`${name}/up`, input, [1, 1, depth, wide], false, fused);
      const bent = this.swish(`${name}/bent`, up, hard);
      const shape = { depth: wide, stride, side: 5 };
      const each = this.depthwise(`${name}/each`, bent, shape, false, fused);
      const again = this.swish(`${name}/again`, each, hard);
      const excited = this.excite(`${name}/excited`, again, wide, hard, fused);
      const down = this.conv(`${name}/down`, excited, [1, 1, wide, channels], false, fused);
      return same ? this.node(name, 'AddV2', [input, down]) : down;
    }
    if (kind === 'branches') {
      const one = this.conv(`${name}/one`, input, [1, 1, depth, channels - 5], true, fused);
      const wide = this.conv(`${name}/wide`, input, [1, 7, depth, 6], true, fused);
      const high = this.conv(`${name}/high`, wide, [7, 1, 6, 8], true, fused);
      const window = { ksize: ints([1, 3, 3, 1]), strides: ints([1, 1, 1, 1]) };
      const mean = this.node(`${name}/mean`, 'AvgPool', [input], {
        ...window,
        padding: text('SAME'),
      });
      const few = this.conv(`${name}/few`, mean, [1, 1, depth, 2], true, fused);
      const axis = this.constant(`${name}/axis`, [], Int32Array.of(3));
      const attr = { N: { i: '3' }, Tidx: { type: 'DT_INT32' } };
      const joined = this.node(`${name}/joined`, 'ConcatV2', [one, high, few, axis], attr);
      return this.conv(name, joined, [1, 1, channels + 5, channels], true, fused, stride);
    }
    if (kind === 'halves') return this.halves(name, input, depth, block, fused);
    if (kind === 'inverted') {
      const wide = 4 * depth;
      const up = this.conv(`${name}/up`, input, [1, 1, depth, wide], true, fused);
      const each = this.depthwise(`${name}/each`, up, { depth: wide, stride }, true, fused);
      const down = this.conv(`${name}/down`, each, [1, 1, wide, channels], false, fused);
      return same ? this.node(name, 'AddV2', [input, down]) : down;
    }
    const first = this.conv(`${name}/1`, input, [3, 3, depth, channels], true, fused, stride);
    const second = this.conv(`${name}/2`, first, [3, 3, channels, channels], false, fused);
    const over = same
      ? input
      : this.conv(`${name}/over`, input, [1, 1, depth, channels], false, fused, stride);
    return this.node(name, 'Relu', [this.node(`${name}/sum`, 'AddV2', [second, over])]);
  }

  private halves(name: string, input: string, depth: number, block: Block, fused: boolean): string {
    const { channels, stride } = block;
    const [few, fewer] = [depth >> 1, channels >> 1];
    const half = (part: string, from: number, count: number, outputs: number) => {
      const begin = this.constant(`${name}/${part}/begin`, [4], Int32Array.of(0, 0, 0, from));
      const size = this.constant(`${name}/${part}/size`, [4], Int32Array.of(-1, -1, -1, count));
      const cut = this.node(`${name}/${part}/cut`, 'Slice', [input, begin, size]);
      return this.conv(`${name}/${part}`, cut, [3, 3, count, outputs], true, fused);
    };
    const parts = [half('a', 0, few, fewer), half('b', few, depth - few, channels - fewer)];
    const axis = this.constant(`${name}/axis`, [], Int32Array.of(3));
    const attr = { N: { i: '2' }, Tidx: { type: 'DT_INT32' } };
    const joined = this.node(`${name}/joined`, 'ConcatV2', [...parts, axis], attr);
    const powers = { bias: { f: 1.5 }, alpha: { f: 0.25 }, beta: { f: 0.75 } };
    const norm = this.node(`${name}/norm`, 'LRN', [joined], {
      depth_radius: { i: '2' },
      ...powers,
    });
    const window = { ksize: ints([1, 3, 3, 1]), strides: ints([1, stride, stride, 1]) };
    return this.node(name, 'MaxPool', [norm], { ...window, padding: text('SAME') });
  }

  pool(name: string, input: string): string {
    const window = { ksize: ints([1, 2, 2, 1]), strides: ints([1, 2, 2, 1]) };
    return this.node(name, 'MaxPool', [input], { ...window, padding: text('VALID') });
  }

  dense(name: string, input: string, depth: number, columns: number, relu: boolean): string {
    const weights = this.random(`${name}/w`, [depth, columns], depth);
    const bias = this.random(`${name}/b`, [columns], 400);
    const ops = ['BiasAdd', ...(relu ? ['Relu'] : [])].map((op) => btoa(op));
    const attr = { num_args: { i: '1' }, fused_ops: { list: { s: ops } } };
    const flags = { transpose_a: { b: false }, transpose_b: { b: false } };
    return this.node(name, '_FusedMatMul', [input, weights, bias], { ...attr, ...flags });
  }
}
