/** A constant of the graph, before it is stored. */
export interface GraphWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

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

  /** Convolution of stride 1, padded to the same size, with bias and perhaps ReLU in one operation. */
  conv(name: string, input: string, kernel: string, bias: string, relu: boolean): string {
    return this.node(name, '_FusedConv2D', [input, kernel, bias], {
      strides: ints([1, 1, 1, 1]),
      dilations: ints([1, 1, 1, 1]),
      padding: text('SAME'),
      data_format: text('NHWC'),
      epsilon: { f: 0 },
      ...fusion(relu),
    });
  }

  /** Matrix product with bias and perhaps ReLU. */
  dense(name: string, input: string, matrix: string, bias: string, relu: boolean): string {
    return this.node(name, '_FusedMatMul', [input, matrix, bias], {
      transpose_a: { b: false },
      transpose_b: { b: false },
      epsilon: { f: 0 },
      ...fusion(relu),
    });
  }

  /** 2 x 2 maximum of stride 2. */
  maxPool(name: string, input: string): string {
    const window = { ksize: ints([1, 2, 2, 1]), strides: ints([1, 2, 2, 1]) };
    return this.node(name, 'MaxPool', [input], {
      ...window,
      padding: text('VALID'),
      data_format: text('NHWC'),
    });
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

function fusion(relu: boolean): object {
  const ops = relu ? ['BiasAdd', 'Relu'] : ['BiasAdd'];
  return { num_args: { i: '1' }, fused_ops: { list: { s: ops.map((op) => btoa(op)) } } };
}
