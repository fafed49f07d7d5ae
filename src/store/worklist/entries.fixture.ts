import { labelMap, ms, probability, sliceIndex } from '#base';
import type { StudyFindings } from '#triage';
import {
  queuedEntry,
  type StudyEntry,
  type StudyResult,
  type StudySummary,
} from './study-entry.ts';

/** A summary with odd values on purpose. */
export const aSummary = (given: Partial<StudySummary> = {}): StudySummary => ({
  studyInstanceUid: '1.2.3',
  patientId: 'ID-7',
  patientName: 'Doe, Jane',
  patientSex: 'F',
  patientAgeYears: 61,
  studyDate: '20260314',
  studyTime: '090500',
  studyDescription: 'CT head',
  accessionNumber: 'A-5',
  seriesCount: 2,
  sliceCount: 5,
  synthetic: false,
  ...given,
});

/** Findings of five slices with `any` as given, flagged from 0.5. */
export function someFindings(any: number, given: Partial<StudyFindings> = {}): StudyFindings {
  const probabilities = labelMap((label) => probability(label === 'any' ? any : any / 2));
  return {
    probabilities,
    flagged: any >= 0.5 ? ['any'] : [],
    operatingPoint: 'balanced',
    slices: Array.from({ length: 5 }, (_, index) => ({
      sliceKey: `slice-${index}`,
      index: sliceIndex(index),
      probabilities: labelMap((label) =>
        probability(label === 'any' && index === 3 ? any : 0.01 * index),
      ),
    })),
    notAnalysed: [],
    suitability: [],
    ...given,
  };
}

/** A finished result. */
export const aResult = (any: number, given: Partial<StudyFindings> = {}): StudyResult => ({
  analysisKey: `key-${any}`,
  findings: someFindings(any, given),
  thresholds: { slice: labelMap(() => 0.5), study: labelMap(() => 0.5) },
  model: { id: 'tiny', title: 'Tiny', hash: 'ab12' },
  engine: 'test',
  finishedAt: ms(1000),
});

/** A study in the worklist. */
export const anEntry = (key: string, given: Partial<StudyEntry> = {}): StudyEntry => ({
  ...queuedEntry({
    key,
    number: 7,
    shift: ms(0),
    summary: aSummary(),
    study: null,
    receivedAt: ms(0),
  }),
  ...given,
});
