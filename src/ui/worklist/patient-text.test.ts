import { expect, it } from 'vitest';
import { anEntry, aSummary } from '../../store/worklist/entries.fixture.ts';
import { hasNamesake } from './patient-text.ts';

const patient = (patientName: string, patientId: string) =>
  anEntry(patientId, { summary: aSummary({ patientName, patientId }) });

it('knows a name that two patients of the list have, and no prior or nameless study for one', () => {
  const list = [
    patient('Doe, Jane', 'A-1'),
    patient('Doe, Jane', 'B-2'),
    patient('Roe, Al', 'C-3'),
    { ...patient('Roe, Al', 'C-3'), key: 'prior' },
    patient('', 'D-4'),
    patient('', 'E-5'),
  ];
  expect(list.map((entry) => hasNamesake(entry, list))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
