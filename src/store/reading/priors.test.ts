import { describe, expect, it } from 'vitest';
import { sliceIndex } from '#base';
import type { PatientIdentity, Study } from '#dicom';
import { NO_BRAIN } from '#triage';
import { aHeader, aSeries } from '../../triage/study.fixture.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import type { StudyEntry } from '../worklist/study-entry.ts';
import { hasPrior, otherStudies, topOfBrain } from './priors.ts';

const JANE: PatientIdentity = {
  patientId: 'MRN-4711',
  issuerOfPatientId: 'MERCY',
  patientName: 'Doe, Jane',
  patientBirthDate: '19500102',
  patientSex: 'F',
  patientAgeYears: null,
};

function aStudy(key: string, studyDate: string, who: Partial<PatientIdentity> = {}): Study {
  return {
    key,
    studyInstanceUid: `1.2.${key}`,
    patient: { ...JANE, ...who },
    studyDate,
    studyTime: '',
    studyDescription: '',
    accessionNumber: '',
    series: [aSeries([aHeader(0), aHeader(1)])],
    chosen: null,
  };
}

function aList(...studies: readonly (Study | string)[]): ReadonlyMap<string, StudyEntry> {
  const entries = studies.map((study, at): readonly [string, StudyEntry] =>
    typeof study === 'string'
      ? [study, anEntry(study, { number: at + 1 })]
      : [study.key, anEntry(study.key, { number: at + 1, study })],
  );
  return new Map(entries);
}
const keysOf = (list: ReadonlyMap<string, StudyEntry>, key: string) =>
  otherStudies(list, key).map(({ entry, order }) => `${entry.key} ${order.kind}`);

describe('other studies of a patient in the list', () => {
  const list = aList(
    aStudy('now', '20260314'),
    aStudy('next', '20260320'),
    aStudy('dateless', ''),
    aStudy('long ago', '20200101'),
    aStudy('last', '20260311'),
    aStudy('other birth', '20260312', { patientBirthDate: '19510102' }),
    aStudy('other issuer', '20260312', { issuerOfPatientId: 'ST JOHN' }),
    aStudy('nobody', '20260312', { patientId: '0' }),
    'without images',
  );

  it('are by scan time, never by arrival: the latest before it first, then those after, then what states no date', () => {
    expect(keysOf(list, 'now')).toEqual([
      'last before',
      'long ago before',
      'next after',
      'dateless unknown',
    ]);
    expect(keysOf(list, 'long ago')[0]).toBe('last after');
    expect(keysOf(list, 'dateless').every((said) => said.endsWith('unknown'))).toBe(true);
  });

  it('are none where the judge says no, where images are not here, and for a study that is not in the list', () => {
    for (const key of ['other birth', 'other issuer', 'nobody', 'without images', 'gone']) {
      expect(keysOf(list, key)).toEqual([]);
    }
  });

  it('are a prior only where one was scanned before', () => {
    expect(['now', 'last', 'next'].map((key) => hasPrior(list, key))).toEqual([true, true, true]);
    expect(['long ago', 'dateless', 'other birth'].map((key) => hasPrior(list, key))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('the highest slice with brain', () => {
  const ranked = (given: Partial<StudyEntry>) => anEntry('a', given);
  const without = (index: number, code: string = NO_BRAIN.code) => ({
    sliceKey: `s${index}`,
    index: sliceIndex(index),
    reason: { code: code as typeof NO_BRAIN.code, text: '' },
  });

  it('is the highest with a finding, where all above it are above the brain', () => {
    const result = aResult(0.1, { notAnalysed: [without(5), without(6)] });
    expect(topOfBrain(ranked({ phase: { kind: 'ranked', result } }), 7)).toBe(4);
    expect(topOfBrain(ranked({ phase: { kind: 'ranked', result: aResult(0.1) } }), 5)).toBe(4);
  });

  it('is not known where a slice above it is not analyzed for another reason, and before the analysis has ended', () => {
    const torn = aResult(0.1, { notAnalysed: [without(5, 'truncated'), without(6)] });
    expect(topOfBrain(ranked({ phase: { kind: 'ranked', result: torn } }), 7)).toBeNull();
    expect(topOfBrain(ranked({ phase: { kind: 'queued' } }), 7)).toBeNull();
    expect(
      topOfBrain(ranked({ phase: { kind: 'hidden', underWay: false }, hidden: true }), 7),
    ).toBeNull();
  });
});
