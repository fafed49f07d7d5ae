import { expect, it } from 'vitest';
import { rowText } from './pacs-texts.ts';

const row = {
  studyInstanceUid: '1.2.3',
  studyDate: '20261128',
  studyTime: '081600',
  modalities: ['CT', 'KO', 'SR'],
  instances: 29,
  patientId: 'P7',
  isTorn: false,
  patientName: 'Doe^Jane',
  accessionNumber: 'A5',
  description: 'CT of the head without contrast medium',
};

it('the count of objects stands on a line of its own, which is not cut', () => {
  expect(rowText(row, true)).toEqual({
    title: expect.stringContaining('2026'),
    details: ['CT of the head without contrast medium'],
    extent: 'CT, KO, SR · 29 objects',
  });
  const { title, details, extent } = rowText(row, false);
  expect([title, extent]).toEqual(['Doe Jane', 'CT, KO, SR · 29 objects']);
  expect(details[0]).toBe('ID P7 · Acc A5');
  expect(details[1]).toMatch(/^2026.* · CT of the head without contrast medium$/);
});

it('masked, nothing of the person is in it', () => {
  expect(JSON.stringify(rowText(row, true))).not.toMatch(/Doe|P7|A5/);
});
