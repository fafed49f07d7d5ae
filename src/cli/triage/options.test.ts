import { expect, it } from 'vitest';
import { parseTriageOptions, USAGE } from './options.ts';

it('takes the engines that Node has, by name or former name', () => {
  expect(parseTriageOptions(['ct']).engine).toBeNull();
  expect(parseTriageOptions(['ct', '--engine', 'own-wasm']).engine).toBe('own-wasm');
  expect(parseTriageOptions(['ct', '--engine', 'native']).engine).toBe('own-wasm');
  expect(parseTriageOptions(['ct', '--engine', 'wasm']).engine).toBe('tfjs-wasm');
});

it('refuses engines that need a browser, and words that name none', () => {
  for (const engine of ['own-webgpu', 'webgl', 'toaster']) {
    expect(() => parseTriageOptions(['ct', '--engine', engine])).toThrow(/There is no engine/);
  }
  expect(() => parseTriageOptions(['ct', '--engine', ''])).toThrow('--engine needs a value.');
});

it('shows the names, and no former ones', () => {
  expect(USAGE).toContain('own-wasm, tfjs-wasm, tfjs-cpu');
  expect(USAGE).not.toContain('native');
});
