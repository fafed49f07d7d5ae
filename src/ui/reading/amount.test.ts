import { expect, it } from 'vitest';
import { amountText } from './amount.ts';

it.each([
  [0, '0.0'],
  [0.001, '< 0.1'],
  [0.0499, '< 0.1'],
  [0.05, '0.1'],
  [2.34, '2.3'],
])('%d is written %s: nothing is not said of what is there', (amount, text) => {
  expect(amountText(amount)).toBe(text);
});
