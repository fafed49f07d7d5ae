import { describe, expect, it } from 'vitest';
import { type CountedList, count } from './counts.ts';

const study = (more: Partial<CountedList['studies'][number]> = {}) => ({
  studyInstanceUid: '1',
  files: 6,
  slices: 6,
  analysed: 5,
  notAnalysed: [{ reason: 'the pixel data are cut short' }],
  probabilities: {},
  flagged: ['any'],
  ...more,
});
const skipped = [{ reason: 'not a DICOM file' }];
const faults = (studies: CountedList['studies'], given = { studies: 1, files: 7 }) =>
  count({ studies, skipped }, given).faults;

describe('the counts of a list', () => {
  it('add up where every file and slice ended once, with a reason where it was not analyzed', () => {
    expect(count({ studies: [study()], skipped }, { studies: 1, files: 7 })).toEqual({
      files: 7,
      analyzed: 5,
      notAnalyzed: 1,
      skipped: 1,
      faults: [],
    });
  });

  it.each([
    ['a file that is nowhere', [study({ files: 5 })], '6 of 7 files are accounted for'],
    [
      'a slice that ended nowhere',
      [study({ analysed: 4 })],
      '1: 4 analyzed and 1 not, of 6 slices',
    ],
    ['a slice that ended twice', [study({ analysed: 6 })], '1: 6 analyzed and 1 not, of 6 slices'],
    [
      'a reason that says nothing',
      [study({ notAnalysed: [{ reason: ' ' }] })],
      '1 without a reason',
    ],
    ['a study that is nowhere', [], '0 studies in 0 rows, of 1'],
  ])('tell of %s', (_, studies, fault) => {
    expect(faults(studies)).toContain(fault);
  });

  it('tell of a study in two rows, and of one that was not analyzed and sank', () => {
    expect(faults([study(), study()])).toContain('1 studies in 2 rows, of 1');
    const quiet = study({ studyInstanceUid: '2', flagged: [] });
    const unknown = study({ studyInstanceUid: '3', probabilities: null, flagged: [] });
    const given = { studies: 2, files: 13 };
    expect(faults([unknown, quiet], given)).toEqual([]);
    expect(faults([quiet, unknown], given)).toEqual(['3 sank below what has no flag']);
  });
});
