import { describe, expect, it } from 'vitest';
import { isIdentifying } from './identifying.ts';
import { readTags } from './read-tags.ts';
import { aSlice, IMPLICIT } from './slice.fixture.ts';

/** Of PS3.15 table E.1-1, Basic Profile: what names a person, a place, a device, an order or an object, as far as CT images have it. */
const TELLING = [
  '00020003 00080018 0020000D 0020000E 00200052', // UIDs of the object and of what it belongs to
  '00080050 00200010 00380010 00401001 00400253', // accession, study ID, admission, order, performed step
  '00080080 00081010 00081040 00380300 00400241', // institution, station, department, where the patient lies
  '00181000 00181400', // the device's serial number, its words
  '00081030 0008103E 00181030 00321060 00400254', // descriptions that people write
  '00100020 00100021 00100030 00100032 00101000 00101001 00101040 00101060 00102154 00102160 00102180 001021B0',
]
  .join(' ')
  .split(' ');

describe('what may tell who the patient is', () => {
  it.each(TELLING)('%s of the Basic Profile is hidden, whatever its type', (tag) => {
    for (const vr of ['LO', 'SH', 'UI', 'DA', 'CS']) {
      expect(isIdentifying({ tag, vr }), vr).toBe(true);
    }
  });

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

  it('shows signed values as such where the file does not say their VR', () => {
    const more = { PixelRepresentation: 1, PixelPaddingValue: 65_536 - 2000 };
    const rows = readTags(aSlice({ syntax: IMPLICIT, more }));
    const shown = rows.map(({ keyword, vr, value }) => [keyword, vr, value]);
    expect(shown).toContainEqual(['PixelPaddingValue', 'SS', '-2000']);
    expect(rows.at(-1)).toMatchObject({ keyword: 'PixelData', vr: 'OW' });
  });

  it('leaves no value of a file by which its patient can be found', () => {
    const rows = readTags(
      aSlice({ patient: 'P-4711', more: { StudyDescription: 'CT of Jane Doe' } }),
    );
    const shown = rows.filter((row) => !isIdentifying(row)).map(({ value }) => value);
    expect(rows.length).toBeGreaterThan(15);
    expect(shown.length).toBeGreaterThan(8);
    expect(rows.map(({ tag }) => tag)).toEqual(rows.map(({ tag }) => tag).toSorted());
    expect(shown.join('\n')).not.toMatch(/Doe|Jane|4711|1\.2\.3/);
  });
});
