import { expect, it } from 'vitest';
import { parseSiteStudies } from './site-studies.ts';

const read = (name: string, text: string) => parseSiteStudies(name, new TextEncoder().encode(text));

it('reads the log of verdicts: those that stand count', () => {
  const studies = read(
    'log.csv',
    [
      'verdict_at,verdict,stands,taken_back_at,stage,number,study_instance_uid,any,model_hash',
      't1,none,no,,first,1,1.2,0.8,abc',
      't2,hemorrhage,yes,,first,1,1.2,0.8,abc',
      't3,none,yes,t4,open,2,1.3,0.1,abc',
      't5,unsure,yes,,open,3,,,',
    ].join('\n'),
  );
  expect(studies).toEqual([
    expect.objectContaining({ key: '1.2', verdict: 'hemorrhage', probability: 0.8, blind: true }),
    expect.objectContaining({ key: '3', verdict: 'unsure', probability: null, blind: false }),
  ]);
});

it('reads the list as JSON, with the brain’s median where its check says it', () => {
  const study = {
    studyInstanceUid: '1.2',
    number: 1,
    patientId: 'P',
    probabilities: { any: 0.25 },
    computedBy: { hash: 'abc' },
    verdict: { given: 'none', stage: 'open' },
    suitability: [{ code: 'brain-hu', text: 'the brain’s median is 34 HU' }],
    receivedAt: '2026-01-01T00:00:00.000Z',
  };
  const [found] = read('list.json', JSON.stringify({ version: 2, studies: [study] }));
  expect(found).toEqual({
    key: '1.2',
    patient: 'P',
    probability: 0.25,
    verdict: 'none',
    modelHash: 'abc',
    blind: false,
    brainHu: 34,
    receivedAt: '2026-01-01T00:00:00.000Z',
  });
});

it.each([
  ['a.csv', 'x,any\n1,0.5', /a\.csv:1: no column names the study/],
  ['b.csv', 'study,verdict\n1,none', /b\.csv:1: the column "any" is missing/],
  ['c.csv', 'study,any\n1,high', /c\.csv:2: "any" is "high", not a number/],
  ['d.csv', 'study,any\n,0.5', /d\.csv:2: "study" is empty/],
  ['e.json', '{', /e\.json: is no JSON/],
  ['f.json', '[]', /f\.json: has no "studies"/],
  ['g.json', '{"studies":[{"probabilities":{"any":"x"}}]}', /g\.json: "any" of study 1/],
  ['h.csv', 'study,any\n1,0.5\n2,7', /h\.csv:3: "any" is 7, not between 0 and 1/],
  ['i.csv', 'study,any,package_any\n1,0.5,-0.1', /i\.csv:2: "package_any" is -0\.1, not between/],
  [
    'j.json',
    '{"studies":[{"probabilities":{"any":1e9}}]}',
    /j\.json: "any" of study 1 is 1000000000/,
  ],
  ['k.json', '{"version":4,"studies":[]}', /k\.json: is of version 4, and up to 3 is read/],
  ['l.csv', 'study,any,verdict\n1,"0,5",none', /l\.csv:2: "any" is "0,5", not a number/],
  ['m.csv', 'study;any\n1;1.000,5', /m\.csv:2: "any" is "1\.000,5", not a number/],
])('refuses %s in words', (name, text, message) => {
  expect(() => read(name, text)).toThrow(message);
});

it('reads what a spreadsheet writes where the comma is the decimal point', () => {
  const studies = read('a.csv', 'study;any;verdict\r\n1;0,5;none\r\n2;0.25;hemorrhage\r\n');
  expect(studies.map(({ probability, verdict }) => [probability, verdict])).toEqual([
    [0.5, 'none'],
    [0.25, 'hemorrhage'],
  ]);
});

it('takes the package’s own number of a desk whose numbers were adapted', () => {
  const [row] = read('list.csv', 'study,any,package_any,verdict\n1,0.6,0.2,none\n2,0.3,,none');
  expect(row?.probability).toBe(0.2);
  expect(read('list.csv', 'study,any,package_any\n2,0.3,')[0]?.probability).toBe(0.3);
  const study = { number: 1, probabilities: { any: 0.6 }, computedBy: { packageAny: 0.2 } };
  expect(read('l.json', JSON.stringify({ studies: [study] }))[0]?.probability).toBe(0.2);
});

it('takes no verdict that was taken back, whoever wrote the list', () => {
  const verdict = { given: 'hemorrhage', stage: 'first', takenBackAt: '2026-01-01T00:00:00.000Z' };
  const study = { number: 1, probabilities: { any: 0.6 }, verdict };
  const [found] = read('l.json', JSON.stringify({ version: 3, studies: [study] }));
  expect(found?.verdict).toBe('');
});
