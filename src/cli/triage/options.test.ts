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

it.each([
  [['ct', '--csv', 'a.csv', '--submission', './a.csv'], '--csv and --submission are one file'],
  [['ct.zip', 'b', '--csv', './ct.zip'], '--csv ./ct.zip is a file to read'],
  [['b/1.dcm', '--submission', 'b/../b/1.dcm'], 'is a file to read: it would be written over'],
])('writes no result over another, or over what it reads: %j', (args, words) => {
  expect(() => parseTriageOptions(args)).toThrow(words);
});

it('takes two results in files of their own', () => {
  const { csv, submission } = parseTriageOptions(['ct', '--csv', 'a', '--submission', 'b']);
  expect([csv, submission]).toEqual(['a', 'b']);
});
