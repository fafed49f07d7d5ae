export type { Baseline, FittedBaseline } from './baseline.ts';
export { BASELINES } from './baselines.ts';
export { type Head, headOf } from './head.ts';
export type { Example } from './small-network.ts';
