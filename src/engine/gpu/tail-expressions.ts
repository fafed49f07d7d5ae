/** WGSL of the tail's operations on single numbers, by TensorFlow name; $a and $b stand for the operands. */
export const UNARY: Readonly<Record<string, string>> = {
  Neg: '-($a)',
  Abs: 'abs($a)',
  Exp: 'exp($a)',
  Log: 'log($a)',
  Log1p: 'log(1 + $a)',
  Sqrt: 'sqrt($a)',
  Rsqrt: 'inverseSqrt($a)',
  Square: '($a) * ($a)',
  Reciprocal: '1 / ($a)',
  Tanh: 'tanh(clamp($a, -10, 10))', // Some drivers overflow in exp.
  Relu: 'max(0, $a)',
  Relu6: 'clamp($a, 0, 6)',
  Sigmoid: '1 / (1 + exp(-($a)))',
  IsFinite: 'select(0f, 1f, abs($a) <= 3.4028234e38f)',
  ZerosLike: '0f',
  OnesLike: '1f',
};

/** Operations on pairs, which broadcast. */
export const BINARY: Readonly<Record<string, string>> = {
  Add: '($a) + ($b)',
  AddV2: '($a) + ($b)',
  BiasAdd: '($a) + ($b)',
  Sub: '($a) - ($b)',
  Mul: '($a) * ($b)',
  RealDiv: '($a) / ($b)',
  Div: '($a) / ($b)',
  Maximum: 'max($a, $b)',
  Minimum: 'min($a, $b)',
};

/** Reductions: the first value, then one step ($a so far, $b new); Mean is divided by the count at the end. */
export const REDUCE: Readonly<Record<string, { readonly start: string; readonly step: string }>> = {
  Max: { start: '-3.4028234e38f', step: 'max($a, $b)' },
  Min: { start: '3.4028234e38f', step: 'min($a, $b)' },
  Sum: { start: '0f', step: '$a + $b' },
  Mean: { start: '0f', step: '$a + $b' },
};

/** Operations that only give their value another shape. */
export const RESHAPE: ReadonlySet<string> = new Set([
  'Identity',
  'StopGradient',
  'Reshape',
  'Squeeze',
  'ExpandDims',
]);

/** Puts operands into one of the templates above. */
export function filled(template: string, a: string, b = ''): string {
  return template.replaceAll('$a', () => a).replaceAll('$b', () => b);
}
