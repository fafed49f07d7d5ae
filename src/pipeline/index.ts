export type { Clock, DecodeFrame, Predict, ReadSource } from './ports.ts';
