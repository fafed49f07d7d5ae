/** A constant of the graph, before it is stored. */
export interface GraphWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** What may be applied to sums within the same operation, by TensorFlow's name. */
const FUSED = { none: null, relu: 'Relu', relu6: 'Relu6' } as const;
/** What takes operations of its own. */
type Curve = 'silu' | 'hardswish' | 'sigmoid' | 'hardsigmoid';
type GraphActivation = keyof typeof FUSED | Curve;

const isFused = (activation: GraphActivation): activation is keyof typeof FUSED =>
  activation in FUSED;

const FLOAT = { type: 'DT_FLOAT' };
const INT = { type: 'DT_INT32' };
const ints = (values: readonly number[]) => ({ list: { i: values.map(String) } });
const text = (value: string) => ({ s: btoa(value) });
const dims = (shape: readonly number[]) => ({ dim: shape.map((size) => ({ size: String(size) })) });

/**
 * Collects TensorFlow NodeDefs in the JSON form that the tfjs converter writes, and their constants. Each method returns
 * the node's name. Only operations that every tfjs 4.22 backend and our own engines have.
 */
export class GraphDef {
  readonly nodes: unknown[] = [];
  readonly weights: GraphWeight[] = [];

  /** The input, NHWC with an open batch size. */
  input(name: string, shape: readonly [number, number, number]): string {
    const attr = { dtype: FLOAT, shape: { shape: dims([-1, ...shape]) } };
    this.nodes.push({ name, op: 'Placeholder', attr });
    return name;
  }

  /** Any operation on floats. */
  node(name: string, op: string, input: readonly string[], attr: object = {}): string {
    this.nodes.push({ name, op, input, attr: { T: FLOAT, ...attr } });
    return name;
  }

  /** A constant whose numbers lie in the weight files. */
  constant(weight: GraphWeight): string {
    const isInt = weight.data instanceof Int32Array;
    const dtype = isInt ? 'DT_INT32' : 'DT_FLOAT';
    const value = { tensor: { dtype, tensorShape: dims(weight.shape) } };
    this.nodes.push({
      name: weight.name,
      op: 'Const',
      attr: { dtype: { type: dtype }, value },
    });
    this.weights.push(weight);
    return weight.name;
  }

  /**
   * Convolution, padded so that only the stride makes the image smaller (or not padded: `valid`), with bias and activation in one operation. `op` is
   * '_FusedConv2D' or, for one filter a channel, 'FusedDepthwiseConv2dNative'.
   */
  conv(
    op: '_FusedConv2D' | 'FusedDepthwiseConv2dNative',
    name: string,
    inputs: readonly [image: string, kernel: string, bias: string],
    {
      stride,
      activation,
      padding = 'same',
    }: {
      readonly stride: number;
      readonly activation: GraphActivation;
      readonly padding?: 'same' | 'valid';
    },
  ): string {
    return this.#activated(name, op, inputs, activation, {
      strides: ints([1, stride, stride, 1]),
      dilations: ints([1, 1, 1, 1]),
      padding: text(padding.toUpperCase()),
      data_format: text('NHWC'),
      epsilon: { f: 0 },
    });
  }

  /** An operation with a bias, and what is applied to its sums: within it, or in nodes after it. */
  #activated(
    name: string,
    op: string,
    inputs: readonly string[],
    activation: GraphActivation,
    attr: object,
  ): string {
    if (isFused(activation))
      return this.node(name, op, inputs, { ...attr, ...fusion(FUSED[activation]) });
    const sums = this.node(`${name}/sums`, op, inputs, { ...attr, ...fusion(null) });
    return this.curve(name, sums, activation);
  }

  /** A number without a shape, once for all that use it. */
  #scalar(name: string, value: number): string {
    if (this.weights.some((weight) => weight.name === name)) return name;
    return this.constant({ name, shape: [], data: Float32Array.of(value) });
  }

  /** An activation in plain operations, as Keras writes it. */
  curve(name: string, x: string, activation: Curve): string {
    if (activation === 'sigmoid') return this.node(name, 'Sigmoid', [x]);
    if (activation === 'silu') {
      return this.node(name, 'Mul', [x, this.node(`${name}/sigmoid`, 'Sigmoid', [x])]);
    }
    if (activation === 'hardswish') {
      return this.node(name, 'Mul', [x, this.curve(`${name}/gate`, x, 'hardsigmoid')]);
    }
    const shifted = this.node(`${name}/shifted`, 'AddV2', [x, this.#scalar('three', 3)]);
    const clipped = this.node(`${name}/clipped`, 'Relu6', [shifted]);
    return this.node(name, 'Mul', [clipped, this.#scalar('sixth', 1 / 6)]);
  }

  /** The sum of two values of one shape, and what is applied to it. */
  add(name: string, values: readonly [string, string], activation: GraphActivation): string {
    if (activation === 'none') return this.node(name, 'AddV2', values);
    const sum = this.node(`${name}/sum`, 'AddV2', values);
    return isFused(activation)
      ? this.node(name, FUSED[activation] ?? 'Identity', [sum])
      : this.curve(name, sum, activation);
  }

  /** Matrix product with bias and activation. */
  dense(
    name: string,
    inputs: readonly [rows: string, matrix: string, bias: string],
    activation: GraphActivation,
  ): string {
    return this.#activated(name, '_FusedMatMul', inputs, activation, {
      transpose_a: { b: false },
      transpose_b: { b: false },
      epsilon: { f: 0 },
    });
  }

  /** Maximum of stride 2 over windows of 2 x 2 (an odd edge is lost) or 3 x 3 (padded, or not: `valid`). */
  maxPool(name: string, input: string, size: 2 | 3, padding: 'same' | 'valid'): string {
    const window = { ksize: ints([1, size, size, 1]), strides: ints([1, 2, 2, 1]) };
    return this.node(name, 'MaxPool', [input], {
      ...window,
      padding: text(size === 2 ? 'VALID' : padding.toUpperCase()),
      data_format: text('NHWC'),
    });
  }

  /** Mean of stride 1 over windows of 3 x 3, of what lies within the image. */
  averagePool(name: string, input: string): string {
    return this.node(name, 'AvgPool', [input], {
      ksize: ints([1, 3, 3, 1]),
      strides: ints([1, 1, 1, 1]),
      padding: text('SAME'),
      data_format: text('NHWC'),
    });
  }

  /** `count` channels of an image, from channel `from` on. */
  channels(name: string, image: string, from: number, count: number): string {
    const begin = Int32Array.of(0, 0, 0, from);
    const size = Int32Array.of(-1, -1, -1, count);
    const inputs = [
      image,
      this.constant({ name: `${name}/begin`, shape: [4], data: begin }),
      this.constant({ name: `${name}/size`, shape: [4], data: size }),
    ];
    return this.node(name, 'Slice', inputs, { Index: INT });
  }

  /** Each number over (bias + alpha * the squares of `radius` channels on both sides) ** beta. */
  responseNorm(
    name: string,
    input: string,
    said: {
      readonly radius: number;
      readonly bias: number;
      readonly alpha: number;
      readonly beta: number;
    },
  ): string {
    return this.node(name, 'LRN', [input], {
      depth_radius: { i: String(said.radius) },
      bias: { f: said.bias },
      alpha: { f: said.alpha },
      beta: { f: said.beta },
    });
  }

  /** Images of one size, joined by channels. */
  concat(name: string, images: readonly string[]): string {
    const axis = this.weights.some((weight) => weight.name === 'channel_axis')
      ? 'channel_axis'
      : this.constant({ name: 'channel_axis', shape: [], data: Int32Array.of(3) });
    const attr = { N: { i: String(images.length) }, Tidx: INT };
    return this.node(name, 'ConcatV2', [...images, axis], attr);
  }

  /** Max or Mean over rows and columns. */
  overImage(name: string, op: 'Max' | 'Mean', input: string, keepDims: boolean): string {
    const axes = this.weights.some((weight) => weight.name === 'image_axes')
      ? 'image_axes'
      : this.constant({ name: 'image_axes', shape: [2], data: Int32Array.of(1, 2) });
    return this.node(name, op, [input, axes], { Tidx: INT, keep_dims: { b: keepDims } });
  }

  /** [n, h, w, c] to [n, h * w * c]. */
  flatten(name: string, input: string, length: number): string {
    const shape = this.constant({
      name: `${name}/shape`,
      shape: [2],
      data: Int32Array.of(-1, length),
    });
    return this.node(name, 'Reshape', [input, shape], { Tshape: INT });
  }

  /** Takes rows and columns of size 1 away. */
  squeezeImage(name: string, input: string): string {
    return this.node(name, 'Squeeze', [input], { squeeze_dims: ints([1, 2]) });
  }
}

function fusion(op: string | null): object {
  const ops = op === null ? ['BiasAdd'] : ['BiasAdd', op];
  return { num_args: { i: '1' }, fused_ops: { list: { s: ops.map((each) => btoa(each)) } } };
}
