import { expect, it } from 'vitest';
import { ENGINE_KINDS, ENGINE_LABELS, parseEngineKind } from './engine-kinds.ts';

it('knows every engine by its name', () => {
  expect(ENGINE_KINDS.map(parseEngineKind)).toEqual(ENGINE_KINDS);
});

it.each([
  ['native', 'own-wasm'],
  ['gpu', 'own-webgpu'],
  ['wasm', 'tfjs-wasm'],
  ['webgpu', 'tfjs-webgpu'],
  ['webgl', 'tfjs-webgl'],
  ['cpu', 'tfjs-cpu'],
])('still takes the former word %s', (word, kind) => {
  expect(parseEngineKind(word)).toBe(kind);
});

it.each([null, undefined, '', 'wasm ', 'Native', 'toString', 'constructor'])(
  'refuses %j',
  (word) => {
    expect(parseEngineKind(word)).toBeNull();
  },
);

it('has a label of its own for each', () => {
  expect(new Set(Object.values(ENGINE_LABELS)).size).toBe(ENGINE_KINDS.length);
});
