import { describe, expect, it } from 'vitest';
import { isIdentifying } from './identifying.ts';
import { readTags } from './read-tags.ts';
import { aSlice } from './slice.fixture.ts';

describe('what may tell who the patient is', () => {
  it.each([
    ['00100010', 'PN', 'the name'],
    ['00100020', 'LO', 'the ID'],
    ['00104000', 'LT', 'comments on the patient'],
    ['00101234', 'LO', 'what the dictionary does not know of the patient'],
    ['00080090', 'PN', 'the physician'],
    ['00080050', 'SH', 'the accession number'],
    ['00081030', 'LO', 'the description, which may say anything'],
    ['0020000D', 'UI', 'the UID that finds the study'],
    ['00204000', 'LT', 'comments on the image'],
    ['00091001', 'LO', 'private'],
  ])('%s %s: %3$s', (tag, vr) => {
    expect(isIdentifying({ tag, vr })).toBe(true);
  });

  it.each([
    ['00100040', 'CS', 'sex'],
    ['00101010', 'AS', 'age'],
    ['00080020', 'DA', 'the date of the study, which each row shows'],
    ['00180060', 'DS', 'kVp'],
    ['00280010', 'US', 'rows'],
  ])('%s %s does not: %3$s', (tag, vr) => {
    expect(isIdentifying({ tag, vr })).toBe(false);
  });

  it('leaves no value of a file by which its patient can be found', () => {
    const rows = readTags(
      aSlice({ patient: 'P-4711', more: { StudyDescription: 'CT of Jane Doe' } }),
    );
    const shown = rows.filter((row) => !isIdentifying(row)).map(({ value }) => value);
    expect(rows.length).toBeGreaterThan(15);
    expect(shown.length).toBeGreaterThan(8);
    expect(shown.join('\n')).not.toMatch(/Doe|Jane|4711|1\.2\.3/);
  });
});
