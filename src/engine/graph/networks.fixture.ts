import { type NetworkSpec, vgg16Layers } from './graph.fixture.ts';
import type { Block } from './graph-writer.fixture.ts';

const inverted = (channels: number, stride: 1 | 2): Block => ({
  kind: 'inverted',
  channels,
  stride,
});
const swish = (channels: number, stride: 1 | 2): Block => ({ kind: 'swish', channels, stride });
const hardSwish = (channels: number, stride: 1 | 2): Block => ({
  kind: 'hard-swish',
  channels,
  stride,
});
const branches = (channels: number, stride: 1 | 2): Block => ({
  kind: 'branches',
  channels,
  stride,
});
const halves = (channels: number, stride: 1 | 2): Block => ({ kind: 'halves', channels, stride });
const basic = (channels: number, stride: 1 | 2): Block => ({ kind: 'basic', channels, stride });

/** Small networks that between them use all that the engines do. */
export const NETWORKS: Readonly<Record<string, NetworkSpec>> = {
  'a tiny network with log-sum-exp': {
    size: 32,
    layers: [2, 4, 'pool', 8, 'pool'],
    head: 'log-sum-exp',
  },
  'odd sizes and channels': {
    size: 37,
    layers: [5, 7, 'pool', 11, 13, 'pool', 9],
    head: 'log-sum-exp',
  },
  'ops that are not fused': {
    size: 21,
    layers: [12, 16, 'pool', 20],
    head: 'log-sum-exp',
    fused: false,
  },
  'one input channel': { size: 18, inChannels: 1, layers: [8, 'pool', 8], head: 'average' },
  'global average and a matrix': { size: 24, layers: [8, 'pool', 24, 'pool'], head: 'average' },
  'flatten and large matrices': { size: 24, layers: [16, 'pool', 32, 'pool'], head: { dense: 70 } },
  'flatten and matrices of 345,600 numbers': {
    size: 24,
    layers: [16, 'pool', 32, 'pool'],
    head: { dense: 300 },
  },
  'a softmax head': { size: 24, layers: [8, 'pool', 8], head: 'average', activation: 'Softmax' },
  'raw logits': { size: 24, layers: [8, 'pool', 8], head: 'average', activation: 'Identity' },
  'half-precision weights': {
    size: 24,
    layers: [8, 'pool', 16],
    head: 'log-sum-exp',
    store: 'float16',
  },
  '8-bit weights': { size: 24, layers: [8, 'pool', 16], head: 'log-sum-exp', store: 'uint8' },
  'tiles of five outputs': { size: 20, layers: [64, 64, 'pool', 24, 'pool'], head: 'average' },
  'VGG-16, whole topology': { size: 32, layers: vgg16Layers(0.25), head: 'log-sum-exp' },
};

/** What networks after VGG have beside: depthwise convolutions, sums over blocks, squeeze-and-excite, branches and groups. */
export const BLOCK_NETWORKS: Readonly<Record<string, NetworkSpec>> = {
  'inverted residuals': {
    size: 32,
    layers: [8, inverted(8, 1), inverted(12, 2), inverted(12, 1), inverted(16, 2), inverted(16, 1)],
    head: 'log-sum-exp',
  },
  'inverted residuals at odd sizes and channels': {
    size: 37,
    layers: [7, inverted(7, 1), inverted(5, 2), inverted(5, 1), inverted(9, 2)],
    head: 'average',
  },
  'inverted residuals that are not fused': {
    size: 18,
    layers: [8, inverted(8, 1), inverted(8, 2)],
    head: 'log-sum-exp',
    fused: false,
  },
  'squeeze-and-excite with swish': {
    size: 32,
    layers: [8, swish(8, 1), swish(12, 2), swish(12, 1), swish(16, 2)],
    head: 'log-sum-exp',
  },
  'squeeze-and-excite with swish that is not fused, at odd sizes and channels': {
    size: 37,
    layers: [7, swish(7, 1), swish(5, 2), swish(5, 1)],
    head: 'average',
    fused: false,
  },
  'squeeze-and-excite with hard swish': {
    size: 29,
    layers: [8, hardSwish(8, 1), hardSwish(12, 2), hardSwish(12, 1), hardSwish(9, 2)],
    head: 'log-sum-exp',
  },
  'branches that are joined': {
    size: 26,
    layers: [8, branches(12, 1), branches(9, 2), branches(11, 1)],
    head: 'log-sum-exp',
  },
  'groups of channels and response normalization': {
    size: 26,
    layers: [16, halves(24, 1), halves(9, 2), halves(12, 1)],
    head: 'log-sum-exp',
  },
  'basic blocks': {
    size: 32,
    layers: [8, 'pool', basic(8, 1), basic(16, 2), basic(16, 1), basic(20, 2)],
    head: 'log-sum-exp',
  },
  'basic blocks that are not fused, at odd sizes': {
    size: 21,
    layers: [9, basic(9, 1), basic(11, 2)],
    head: 'average',
    fused: false,
  },
};
