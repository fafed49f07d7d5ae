import { afterEach, expect, it } from 'vitest';
import { language, onLanguage, speak } from './language.ts';
import { figures, fixed, lowered, percent, t } from './text.ts';
import { told, toldNumbers } from './told.ts';

afterEach(() => speak('en'));

it('says the English text as it stands, with its holes filled', () => {
  expect(t('Every study needs a reader.')).toBe('Every study needs a reader.');
  expect(t('Load all {count}', { count: 9 })).toBe('Load all 9');
  expect([0, 1, 2, 1234].map((n) => t('{n} slice | {n} slices', { n }))).toEqual([
    '0 slices',
    '1 slice',
    '2 slices',
    '1234 slices',
  ]);
});

it('speaks German once its catalog is there, with the form of the number and its figures', async () => {
  await speak('de');
  expect(t('Research software, not a medical device.')).toBe(
    'Forschungssoftware, kein Medizinprodukt.',
  );
  expect([0, 1, 2, 1234].map((n) => t('{n} slice | {n} slices', { n }))).toEqual([
    '0 Schichten',
    '1 Schicht',
    '2 Schichten',
    '1234 Schichten',
  ]);
  expect(t('Load all {count}', { count: 9 })).toBe('Alle 9 laden');
});

it('writes numbers as the language does', async () => {
  expect([figures(1234.5), fixed(0.5, 2)]).toEqual(['1234.5', '0.50']);
  await speak('de');
  expect([figures(1234.5), fixed(0.5, 2), fixed(Number.NaN, 2)]).toEqual(['1234,5', '0,50', 'NaN']);
});

it('writes a number below zero with a minus sign, and 0 without any', async () => {
  const shown = () => [figures(-962), fixed(-0.51, 1), fixed(-0.01, 1), figures(-0)];
  expect(shown()).toEqual(['−962', '−0.5', '0.0', '0']);
  expect(t('at {column}, {row}', { column: -1, row: 2 })).toBe('at −1, 2');
  expect(toldNumbers('-962 to -3 HU (T2-5), study-1')).toBe('−962 to −3 HU (T2-5), study-1');
  await speak('de');
  expect(shown()).toEqual(['−962', '−0,5', '0,0', '0']);
});

it('writes a word within a sentence small in English, and as it is in German', async () => {
  expect(lowered(t('Received'))).toBe('received');
  await speak('de');
  expect(lowered('Hinweis')).toBe('Hinweis');
});

it('leaves what fills a hole as it is, braces and all', async () => {
  await speak('de');
  expect(t('Study {name}', { name: '{n} | Done' })).toBe('Studie {n} | Done');
});

it('tells who draws, and is overtaken by a later choice', async () => {
  let heard = 0;
  const stop = onLanguage(() => {
    heard += 1;
  });
  const slow = speak('de');
  await speak('en');
  await slow;
  expect([language(), heard]).toEqual(['en', 0]);
  await speak('de');
  expect([language(), heard]).toEqual(['de', 1]);
  stop();
});

it('does not compile without what a text needs', () => {
  // @ts-expect-error: no catalog has it.
  t('No catalog has this');
  // @ts-expect-error: its hole is not filled.
  t('Load all {count}');
  // @ts-expect-error: another hole is.
  t('Load all {count}', { n: 9 });
  // @ts-expect-error: a form is chosen by a number.
  t('{n} slice | {n} slices', { n: '9' });
  // @ts-expect-error: it has no hole.
  expect(t('Close', { n: 1 })).toBe('Close');
});

it('keeps a percent sign on the line of its number', () => {
  expect(t('Zoom {zoom} %', { zoom: 120 })).toBe('Zoom 120\u00a0%');
  expect(t('Is 60 % here 60 of 100?')).toBe('Is 60\u00a0% here 60 of 100?');
  expect(told('metal in up to 3 % of a slice')).toBe('metal in up to 3\u00a0% of a slice');
  expect([0, 0.004, 0.94, 0.996, 1].map(percent)).toEqual([
    '0\u00a0%',
    '0.4\u00a0%',
    '94\u00a0%',
    '99.6\u00a0%',
    '100\u00a0%',
  ]);
});
