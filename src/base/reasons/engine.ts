import type { AdviceTable } from './advice.ts';

/** About engines: why one is not taken, and what ends one in the middle of work. */
export const ENGINE = {
  'engine-failed': {
    happened: 'The engine broke off.',
    advice: 'Reload the page; choose another engine if it happens again.',
  },
  'engine-lost': {
    happened: 'The engine, its device or one of its threads is gone.',
    advice: 'Nothing: another engine takes over. Reload the page if none does.',
  },
  'engine-memory': {
    happened: 'There is not enough memory for the model.',
    advice: 'Close other tabs and programs; choose a WebAssembly engine.',
  },
  'engine-missing': {
    happened: 'What the engine needs is not there: WebAssembly, SIMD or workers.',
    advice: 'Use a current browser; ask whether a policy switches WebAssembly off.',
  },
  'engine-range': {
    happened: 'A value is too large for 16-bit numbers.',
    advice: 'Nothing: the engine goes on with 32 bits, or another one takes over.',
  },
  'engine-replaced': {
    happened: 'An engine was lost in the middle of work and another one went on.',
    advice: 'Nothing: no slice was lost or done twice.',
  },
  'engine-slow': {
    happened: 'The engine was not ready in time.',
    advice: 'Nothing if another one is; else reload the page.',
  },
  'engine-unavailable': {
    happened: 'This browser or device does not offer what the engine runs on.',
    advice: 'Use another engine, or a browser with WebGPU.',
  },
  'no-engine': {
    happened: 'No engine is left that gives right numbers.',
    advice: 'Use a current browser; the viewer works all the same.',
  },
  'software-adapter': {
    happened: 'The browser offers a GPU that is computed by the CPU.',
    advice: 'Nothing: a WebAssembly engine is faster and was tried instead.',
  },
  slower: {
    happened: 'Another engine was faster on this machine.',
    advice: 'Nothing.',
  },
  'graph-unsupported': {
    happened: 'The graph holds an operation that the own engines do not build.',
    advice: 'Nothing if tfjs runs it; else export the model with known operations.',
  },
  'kernels-missing': {
    happened: 'A compiled part of the program is missing.',
    advice: 'Reload the page or install anew.',
  },
  'bad-prediction': {
    happened: 'The engine gave no usable probabilities for a slice.',
    advice: 'Choose another engine; report it.',
  },
} as const satisfies AdviceTable;
