import { expect, it } from 'vitest';
import { AppError, messageOf } from './errors.ts';

it('finds words for whatever was thrown', () => {
  expect(messageOf(new AppError('source-gone', 'the file is gone'))).toBe('the file is gone');
  expect(messageOf(new AppError('source-gone', ' '))).toBe('AppError');
  expect(messageOf('plain')).toBe('plain');
  expect(messageOf('')).toBe('an error without a message');
  expect(messageOf(undefined)).toBe('undefined');
});
