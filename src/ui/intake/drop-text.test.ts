import { expect, it } from 'vitest';
import { dropText } from './drop-text.ts';

it('says that no image could be read where all was tried, and not where it was stopped before', () => {
  const none = { slices: 0, leftOut: 118, missing: 0 };
  expect(dropText({ ...none, broken: null })).toBe('No image could be read, 118 files left out');
  expect(dropText({ ...none, broken: 'stopped' })).toBe(
    'Stopped, 0 slices read, 118 files left out',
  );
  expect(dropText({ slices: 12, leftOut: 3, missing: 2, broken: null })).toBe(
    '12 slices read, 1 file left out, 2 files missing',
  );
});
