import { expect, it } from 'vitest';
import { speak } from '#texts';
import { ageAndSex, sexText } from './age-text.ts';

it.each([
  [61.9, 'F', '61 y F'],
  [null, 'M', 'M'],
  [null, '', null],
  // "0 y O" was what stood there of a newborn, and of another sex.
  [12 / 365.25, 'O', '12 d oth.'],
  [21 / 365.25, 'F', '21 d F'],
  [42 / 365.25, 'M', '6 wk M'],
  [10 / 12, 'M', '10 mo M'],
  [0, '', '< 1 y'],
  [61, 'O', '61 y oth.'],
])('%s years and "%s" read "%s"', (years, sex, text) => expect(ageAndSex(years, sex)).toBe(text));

it('another sex is a word, the others as the file has them', () =>
  expect(['O', 'o ', 'F', ''].map(sexText)).toEqual(['other', 'other', 'F', '']));

it('a woman is W in German', async () => {
  await speak('de');
  expect([ageAndSex(61, 'F'), ageAndSex(61, 'M'), sexText('F ')]).toEqual([
    '61 J. W',
    '61 J. M',
    'W',
  ]);
  await speak('en');
});
