/** An operation on single numbers, for the processor and for the GPU: $a and $b stand for the operands in WGSL. */
export interface ScalarOp<Js> {
  readonly js: Js;
  /** null: the GPU does not have it, and a graph that needs it after its layers is not for the GPU. */
  readonly wgsl: string | null;
}

/** Operations of one number, by TensorFlow name. */
export const UNARY: Readonly<Record<string, ScalarOp<(a: number) => number>>> = {
  Neg: { js: (a) => -a, wgsl: '-($a)' },
  Abs: { js: Math.abs, wgsl: 'abs($a)' },
  Exp: { js: Math.exp, wgsl: 'exp($a)' },
  Log: { js: Math.log, wgsl: 'log($a)' },
  Log1p: { js: Math.log1p, wgsl: 'log(1 + $a)' },
  Sqrt: { js: Math.sqrt, wgsl: 'sqrt($a)' },
  Rsqrt: { js: (a) => 1 / Math.sqrt(a), wgsl: 'inverseSqrt($a)' },
  Square: { js: (a) => a * a, wgsl: '($a) * ($a)' },
  Reciprocal: { js: (a) => 1 / a, wgsl: '1 / ($a)' },
  Tanh: { js: Math.tanh, wgsl: 'tanh(clamp($a, -10, 10))' }, // Some drivers overflow in exp.
  Relu: { js: (a) => Math.max(0, a), wgsl: 'max(0, $a)' },
  Relu6: { js: (a) => Math.min(6, Math.max(0, a)), wgsl: 'clamp($a, 0, 6)' },
  Sigmoid: { js: (a) => 1 / (1 + Math.exp(-a)), wgsl: '1 / (1 + exp(-($a)))' },
  IsFinite: {
    js: (a) => (Number.isFinite(a) ? 1 : 0),
    wgsl: 'select(0f, 1f, abs($a) <= 3.4028234e38f)',
  },
  ZerosLike: { js: () => 0, wgsl: '0f' },
  OnesLike: { js: () => 1, wgsl: '1f' },
};

/** Operations of one number that a matrix product may carry (_FusedMatMul). */
export const FUSIBLE: ReadonlySet<string> = new Set(['Relu', 'Relu6', 'Sigmoid']);

type Pairwise = ScalarOp<(a: number, b: number) => number>;
const add: Pairwise = { js: (a, b) => a + b, wgsl: '($a) + ($b)' };
const divide: Pairwise = { js: (a, b) => a / b, wgsl: '($a) / ($b)' };

/** Operations on pairs, which broadcast, by TensorFlow name. */
export const BINARY: Readonly<Record<string, Pairwise>> = {
  Add: add,
  AddV2: add,
  BiasAdd: add,
  Sub: { js: (a, b) => a - b, wgsl: '($a) - ($b)' },
  Mul: { js: (a, b) => a * b, wgsl: '($a) * ($b)' },
  RealDiv: divide,
  Div: divide,
  Maximum: { js: Math.max, wgsl: 'max($a, $b)' },
  Minimum: { js: Math.min, wgsl: 'min($a, $b)' },
  Pow: { js: Math.pow, wgsl: null }, // WGSL leaves powers of negative numbers open.
};

/** Puts operands into WGSL of the tables above. */
export function filled(wgsl: string, a: string, b = ''): string {
  return wgsl.replaceAll('$a', () => a).replaceAll('$b', () => b);
}
