import { expect, it } from 'vitest';
import { speak } from '#texts';
import { listPage } from './list-page.ts';
import { aListedStudy } from './study-list.fixture.ts';
import { LIST_NOTE, type ListedStudy } from './study-list.ts';

const NAMED = { name: 'Doe, Jane', details: 'ID A-1' };
const words = {
  patientOf: () => NAMED,
  clock: (at: string) => `at ${at.slice(11, 16)}`,
  zone: 'UTC+01:00',
};
const pageOf = (studies: readonly ListedStudy[], given = words) =>
  listPage(
    { version: 3, note: LIST_NOTE, exportedAt: '2026-11-27T02:00:00.000Z', studies, skipped: [] },
    given,
  );

it('has every study with its place, result, times and reader, and says what it is not on every page', () => {
  const done = aListedStudy({
    number: 9,
    rank: null,
    section: 'done',
    care: { ...aListedStudy().care, state: 'done', doneAt: '2026-11-27T01:00:00Z', doneBy: 'AB' },
  });
  const refused = aListedStudy({
    number: 5,
    rank: 2,
    state: 'Not analyzed',
    reason: 'Not analyzed, because the series is a CT angiography',
    probabilities: null,
    computedBy: null,
  });
  const page = pageOf([aListedStudy(), refused, done]);
  for (const text of [
    '<td>1</td><td>#3 Doe, Jane · ID A-1</td><td>Flagged. Probable subdural 0.91',
    '<td>0.91</td><td>at 00:48</td><td>Unread</td>',
    '<td>2</td><td>#5 Doe, Jane · ID A-1</td><td>Not analyzed, because the series',
    '<caption>Done</caption>',
    'done at 01:00 AB',
    '3 studies. Printed at 02:00. Times are those of this computer, UTC+01:00.',
  ]) {
    expect(page).toContain(text);
  }
  expect(page.split('<caption>')).toHaveLength(3);
  const [, head = ''] = /<div class="every-page">(.*?)<\/div>/s.exec(page) ?? [];
  expect(head).toContain('AI, not for diagnosis');
  expect(page).not.toMatch(/\bnormal\b|\bnegative\b/i);
});

it('tells no patient where names are masked, and lets no header write into the page', () => {
  const masked = pageOf([aListedStudy()], {
    ...words,
    patientOf: () => ({ name: '#3', details: '' }),
  });
  expect(masked).toContain('<td>#3</td>');
  for (const secret of ['ID-777', 'ACC-99', '1.2.34567']) expect(masked).not.toContain(secret);
  const hostile = pageOf([aListedStudy({ reason: '<img src=x onerror=alert(1)>' })]);
  expect(hostile).not.toContain('<img');
});

it('speaks the language of the screen', async () => {
  await speak('de');
  try {
    const page = pageOf([aListedStudy()]);
    for (const text of [
      '<html lang="de" translate="no">',
      'KI, nicht zur Diagnose',
      'subdural 0,91',
      'Rang',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/\b(Flagged|Unread|Received|slices)\b/);
  } finally {
    await speak('en');
  }
});
