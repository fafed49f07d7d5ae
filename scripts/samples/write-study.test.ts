import { describe, expect, it } from 'vitest';
import { isLegalUid, readHeaders } from '#dicom';
import { SAMPLE_STUDIES } from './studies.ts';
import { writeStudy } from './write-study.ts';

/** A study of a few slices: the UIDs don't hang on what is painted. */
const studies = SAMPLE_STUDIES.slice(0, 2).map((study) => ({ ...study, slices: 2 }));

function uidsOf(study: (typeof studies)[number]) {
  const headers = writeStudy(study).flatMap(({ name, bytes }) => {
    const outcome = readHeaders(name, bytes, { complete: true });
    return outcome.kind === 'slices' ? outcome.slices : [];
  });
  expect(headers).toHaveLength(study.slices);
  return headers.map((header) => ({
    study: header.studyInstanceUid,
    series: header.seriesInstanceUid,
    instance: header.sopInstanceUid,
  }));
}

describe('the samples', () => {
  it('have UIDs that DICOM allows, so that result objects can refer to them', () => {
    for (const study of studies) {
      for (const uids of uidsOf(study)) {
        expect(Object.values(uids).filter((uid) => !isLegalUid(uid))).toEqual([]);
      }
    }
  });

  it('have the same UIDs at every painting, and no two of them one', () => {
    const all = studies.flatMap(uidsOf);
    expect(studies.flatMap(uidsOf)).toEqual(all);
    const distinct = (uids: readonly string[]) => new Set(uids).size;
    expect(distinct(all.map(({ study }) => study))).toBe(2);
    expect(distinct(all.map(({ series }) => series))).toBe(2);
    expect(distinct(all.map(({ instance }) => instance))).toBe(4);
  });
});
