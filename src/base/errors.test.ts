import { expect, it } from 'vitest';
import { AppError, isInflateFault, messageOf } from './errors.ts';

it('finds words for whatever was thrown', () => {
  expect(messageOf(new AppError('source-gone', 'the file is gone'))).toBe('the file is gone');
  expect(messageOf(new AppError('source-gone', ' '))).toBe('AppError');
  expect(messageOf('plain')).toBe('plain');
  expect(messageOf('')).toBe('an error without a message');
  expect(messageOf(undefined)).toBe('undefined');
});

it('tells what fflate threw from what a disk did, whose errors have numbers, too', () => {
  const ofInflater = Object.assign(new Error('invalid block type'), { code: 3 });
  expect(isInflateFault(ofInflater)).toBe(true);
  const gone = new DOMException('the file could not be read', 'NotReadableError');
  expect([gone, new Error('x'), 'x', null].map(isInflateFault)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
