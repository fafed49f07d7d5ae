import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { pacsAt } from './pacs.ts';
import { searchStudies } from './search.ts';

let fake: FakePacs;
afterEach(() => fake.close());

const FILES = [
  ctFile({ study: 1, patientName: 'Doe^John', patientId: 'A 17', accessionNumber: 'ACC1' }),
  ctFile({ study: 2, patientName: 'Doe^Anna', patientId: '0042', accessionNumber: 'ACC2' }),
  ctFile({ study: 3, patientName: 'SYNTHETIC^Jane', patientId: '42', accessionNumber: '17' }),
];

async function found(text: string, quirks = {}) {
  fake = await startFakePacs(FILES, quirks);
  const { studies } = await searchStudies(pacsAt(fake.url), text);
  return studies.map(({ studyInstanceUid }) => studyInstanceUid.slice(-1)).join('');
}

describe('a search', () => {
  it.each([
    ['doe', '12'],
    ['Doe^John', '1'],
    ['John Doe', '1'],
    ['doe john', '1'],
    ['A 17', '1'],
    ['0042', '2'],
    ['42', '3'],
    ['ACC2', '2'],
    ['17', '3'],
    ['nobody', ''],
    ['**', 'refused'],
    ['d', 'refused'],
  ])('for %s gives studies %s', async (text, studies) => {
    expect(await found(text).catch(({ code }) => (code === 'usage' ? 'refused' : code))).toBe(
      studies,
    );
  });

  it('is right where the PACS gives everything', async () => {
    expect(await found('0042', { ignoresPatients: true })).toBe('2');
  });

  it('asks for each key by itself, and for no name where there is a number', async () => {
    await found('0042');
    expect(fake.requests.filter((line) => line.includes('PatientName'))).toEqual([]);
    expect(fake.requests.filter((line) => /PatientID.*Accession/.test(line))).toEqual([]);
  });
});
