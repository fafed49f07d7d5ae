import { expect, it } from 'vitest';
import { setAsideWords } from './set-aside-words.ts';

it('says what is kept and not used, and that it stays', () => {
  expect(setAsideWords([])).toBe('');
  expect(
    setAsideWords([
      { what: 'result', why: 'newer', count: 2 },
      { what: 'settings', why: 'newer', count: 1 },
      { what: 'verdict', why: 'unreadable', count: 1 },
    ]),
  ).toBe(
    'Kept in this browser by a newer version of this app, and not used here: 2 results and the settings. ' +
      'Nothing of it is overwritten. ' +
      'Kept in this browser and no longer readable: 1 verdict. It stays until everything is deleted.',
  );
  expect(setAsideWords([{ what: 'storage', why: 'refused', count: 1 }])).toMatch(/keeps nothing/);
  expect(setAsideWords([{ what: 'storage', why: 'newer', count: 1 }])).toMatch(/newer version/);
});
