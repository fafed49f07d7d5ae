import { type LabelMap, labelMap, mm, type Probability, probability, sliceIndex } from '#base';
import type { StudyFindings } from '#triage';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import type { SiteStudy } from './site-study.ts';

const all = (value: number): LabelMap<Probability> => labelMap(() => probability(value));

function findingsOf(sliceKey: string, any: number): StudyFindings {
  return {
    probabilities: all(any),
    flagged: [],
    operatingPoint: 'balanced',
    slices: [{ sliceKey, index: sliceIndex(0), probabilities: all(any) }],
    notAnalysed: [],
    suitability: [],
  };
}

/** Studies of one slice each, by their `any`: study n is 1.2.n of patient Pn, its file f<n>. */
export function madeStudies(
  probabilities: readonly number[],
  { kernel = 'H30s', from = 0 } = {},
): readonly SiteStudy[] {
  return probabilities.map((any, at) => {
    const n = from + at;
    const patient = {
      patientId: `P${n}`,
      patientName: 'Doe, Jane',
      issuerOfPatientId: '',
      patientBirthDate: '19600101',
      patientSex: 'F',
      patientAgeYears: n % 2 === 0 ? 30 + 10 * n : null,
    };
    const header = aHeader(0, {
      sourceId: `f${n}`,
      sopInstanceUid: `1.2.${n}.1`,
      studyInstanceUid: `1.2.${n}`,
      studyDate: '20260314',
      patient,
      convolutionKernel: kernel,
      manufacturer: 'Maker',
      manufacturerModelName: 'One',
      sliceThickness: mm(5),
    });
    const study = {
      ...aStudy(aSeries([header])),
      key: `k${n}`,
      studyInstanceUid: `1.2.${n}`,
      studyDate: '20260314',
      patient,
    };
    return { study, findings: findingsOf(`1.2.${n}.1`, any), why: null };
  });
}
