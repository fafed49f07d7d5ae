import { expect, it } from 'vitest';
import { shownTags } from './shown-tags.ts';

const rows = [
  { tag: '00080060', keyword: 'Modality', vr: 'CS', value: 'CT' },
  { tag: '00100010', keyword: 'PatientName', vr: 'PN', value: 'Doe^Jane' },
  { tag: '00180060', keyword: 'KVP', vr: 'DS', value: '120' },
  { tag: '00091001', vr: 'LO', value: 'Jane again' },
];
const found = (query: string, masked: boolean) =>
  shownTags(rows, query, masked).map(({ tag }) => tag);

it('finds by tag, with or without its punctuation, by name and by value', () => {
  expect(found('(0018,0060)', false)).toEqual(['00180060']);
  expect(found('0060', false)).toEqual(['00080060', '00180060']);
  expect(found('modal', false)).toEqual(['00080060']);
  expect(found('120', true)).toEqual(['00180060']);
  expect(found('  ', false)).toHaveLength(4);
});

it('neither shows nor finds a masked value', () => {
  expect(found('jane', false)).toEqual(['00100010', '00091001']);
  expect(found('jane', true)).toEqual([]);
  expect(shownTags(rows, 'patientname', true)).toMatchObject([{ tag: '00100010', value: null }]);
});
