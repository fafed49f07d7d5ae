import { expect, it } from 'vitest';
import { keyText } from './key-text.ts';

it.each([
  ['N', 'N'],
  ['Shift+ArrowDown', 'Shift+Arrow Down'],
  ['PageUp', 'Page Up'],
  ['Shift+3', 'Shift+3'],
  ['+', '+'],
  ['F1', 'F1'],
])('%s is called %s', (key, name) => {
  expect(keyText(key)).toBe(name);
});
