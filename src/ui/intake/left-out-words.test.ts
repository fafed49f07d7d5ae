import { expect, it } from 'vitest';
import { leftOutWords } from './left-out-words.ts';

it('files that nobody gave are not counted among those that were left out', () => {
  expect(leftOutWords(710, 415)).toBe('295 files left out, 415 files missing');
  expect(leftOutWords(1, 0)).toBe('1 file left out');
  expect(leftOutWords(1, 1)).toBe('1 file missing');
});
