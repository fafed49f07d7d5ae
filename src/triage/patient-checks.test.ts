import { describe, expect, it } from 'vitest';
import type { PatientIdentity } from '#dicom';
import { patientChecks } from './patient-checks.ts';
import { aHeader, aSeries, aStudy } from './study.fixture.ts';

const { patient: SOMEBODY } = aHeader(0);
const JANE = { ...SOMEBODY, patientName: 'Doe, Jane', patientId: 'P1' };

const sliceOf = (index: number, patient: Partial<PatientIdentity>, studyDate = '20261128') =>
  aHeader(index, { patient: { ...JANE, ...patient }, studyDate });
/** What is said of a study whose slices from the fifth on are of another header. */
const saidOf = (some: Partial<PatientIdentity>, others: Partial<PatientIdentity> = {}) => {
  const slices = Array.from({ length: 9 }, (_, i) => sliceOf(i, i < 5 ? others : some));
  return patientChecks(aStudy(aSeries(slices))).map(({ inRow }) => inRow);
};
const MIXED = ['two patients may be mixed'];

describe('files of one study that speak of two', () => {
  it('by name, by birth date or by sex under one Patient ID are said in the row', () => {
    expect(saidOf({ patientName: 'Roe, Mary' })).toEqual(MIXED);
    expect(saidOf({ patientBirthDate: '19440404' }, { patientBirthDate: '19500101' })).toEqual(
      MIXED,
    );
    expect(saidOf({ patientSex: 'M' }, { patientSex: 'F' })).toEqual(MIXED);
  });

  it('are told of whichever series holds the other patient, and of what lies twice', () => {
    const one = aSeries([sliceOf(0, {}), sliceOf(1, {})]);
    const other = sliceOf(2, { patientName: 'Roe, Mary' });
    const beside = { ...aStudy(one), series: [one, aSeries([other], { key: 'b' })] };
    expect(patientChecks(beside).map(({ inRow }) => inRow)).toEqual(MIXED);
    const twice = aStudy({ ...one, duplicates: [other] });
    expect(patientChecks(twice).map(({ inRow }) => inRow)).toEqual(MIXED);
  });

  it('by their study dates', () => {
    const slices = [sliceOf(0, {}), sliceOf(1, {}, '20250101')];
    expect(patientChecks(aStudy(aSeries(slices))).map(({ inRow }) => inRow)).toEqual([
      'two studies may be mixed',
    ]);
  });

  it('are none where a name was spelled otherwise, shortened, changed or left out', () => {
    expect(saidOf({})).toEqual([]);
    expect(saidOf({ patientName: 'DOE, JANE M' })).toEqual([]);
    expect(saidOf({ patientName: '' })).toEqual([]);
    expect(saidOf({ patientSex: 'O' }, { patientSex: 'F' })).toEqual([]);
    const born = { patientBirthDate: '19500101' };
    expect(saidOf({ patientName: 'Roe, Mary', ...born }, born)).toEqual([]);
  });
});
