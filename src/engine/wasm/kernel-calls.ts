/** The exported functions of the WASM module (kernels/index.ts) that compute; arguments are integers, but for responseNorm's bias and alpha and the step of `quantize`. */
export type KernelName =
  | 'add'
  | 'average'
  | 'averagePool'
  | 'dense'
  | 'depthwise'
  | 'direct'
  | 'int8Winograd'
  | 'maxPool'
  | 'packInt8Winograd'
  | 'packPanels'
  | 'packWinograd'
  | 'place'
  | 'pointwise'
  | 'quantize'
  | 'responseNorm'
  | 'scale'
  | 'winograd';

/** One call of a kernel: plain data, so that it can go to a worker. */
export interface KernelCall {
  readonly kernel: KernelName;
  readonly args: readonly number[];
}

/** A thread's share of the work: which slice's input and images, and which of how many shares. */
export interface Share {
  readonly slot: number;
  readonly mailbox: number;
  readonly thread: number;
  /** Which share, and how many there are: 0 of 1 does a slice alone. */
  readonly index: number;
  readonly count: number;
}

/** Share `index` of `shares` of the range 0..count, cut at multiples of `grain`. */
export function rangeOf(
  count: number,
  index: number,
  shares: number,
  grain = 1,
): readonly [number, number] {
  const cut = (part: number) =>
    Math.min(count, Math.round(((count / grain) * part) / shares) * grain);
  return [index === 0 ? 0 : cut(index), index === shares - 1 ? count : cut(index + 1)];
}
