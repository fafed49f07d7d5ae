import { describe, expect, it } from 'vitest';
import { groupStudies } from './group-studies.ts';
import { readHeaders } from './read-headers.ts';
import { seriesCautions } from './series-cautions.ts';
import { aSlice, type SliceOptions } from './slice.fixture.ts';

/** What the row says of eighteen slices, 2.5 mm apart, beside what it says of them as they are. */
function said(more: (index: number) => NonNullable<SliceOptions['more']>): readonly string[] {
  const [usual, changed] = [() => ({}), more].map((each) => {
    const headers = Array.from({ length: 18 }, (_, index) => {
      const file = aSlice({ z: 2.5 * index, instance: index + 1, more: each(index) });
      const read = readHeaders(`${index}`, file, { complete: true });
      return read.kind === 'slices' ? read.slices : [];
    }).flat();
    const studies = groupStudies(headers);
    return studies.flatMap(({ series }) => series.flatMap(seriesCautions)).map((c) => c.short);
  });
  return (changed ?? []).filter((short) => !usual?.includes(short));
}

describe('of one series the row says', () => {
  const MIXED = ['slices of two scans mixed'];

  it('that two scans lie between each other, by their acquisitions or their times', () => {
    expect(said((index) => ({ AcquisitionNumber: 1 + (index % 2) }))).toEqual(MIXED);
    expect(said((index) => ({ AcquisitionTime: index % 2 ? '101500' : '080000' }))).toEqual(MIXED);
  });

  it('that they do by the times at which the pixels were made, where nothing else is stated', () => {
    const made = (index: number) => ({ ContentTime: index % 2 ? '101500' : '101200' });
    expect(said(made)).toEqual(MIXED);
    expect(said((index) => ({ ...made(index), AcquisitionTime: '101000' }))).toEqual([]);
    expect(said((index) => ({ ContentTime: `1012${(index * 7) % 50}`.padEnd(6, '0') }))).toEqual(
      [],
    );
  });

  it('nothing of scans whose acquisitions and times follow each other', () => {
    expect(said((index) => ({ AcquisitionNumber: index + 1 }))).toEqual([]);
    expect(said((index) => ({ AcquisitionNumber: index < 9 ? 2 : 1 }))).toEqual([]);
    expect(said((index) => ({ AcquisitionTime: `0800${10 + index}` }))).toEqual([]);
    expect(said((index) => ({ AcquisitionTime: index < 9 ? '080500' : '080000' }))).toEqual([]);
  });

  it('that its positions are in two frames of reference', () => {
    expect(said((index) => ({ FrameOfReferenceUID: index < 9 ? '1.2.8' : '1.2.9' }))).toEqual([
      'positions in several frames of reference',
    ]);
    expect(said(() => ({ FrameOfReferenceUID: '1.2.8' }))).toEqual([]);
  });

  it('that a Modality LUT is not applied', () => {
    expect(said(() => ({ ModalityLUTSequence: [{}] }))).toEqual([
      'a Modality LUT that is not applied',
    ]);
  });

  it('that it is no CT by its SOP class', () => {
    const ofClass = (end: string) => () => ({ SOPClassUID: `1.2.840.10008.5.1.4.1.1.${end}` });
    expect(said(ofClass('4'))).toEqual(['no CT by its SOP class']);
    expect(said(ofClass('128'))).toEqual(['no CT by its SOP class']);
    for (const end of ['2', '2.1', '2.2', '7']) expect(said(ofClass(end))).toEqual([]);
  });

  it('that its Pixel Spacing can’t be read, but not that it is absent', () => {
    expect(said(() => ({ PixelSpacing: '0,82\\0,82' }))).toEqual(['Pixel Spacing not readable']);
    expect(said(() => ({ PixelSpacing: undefined }))).toEqual([]);
  });

  it('that an overlay lies in bits that are the image’s, but not in those beside them', () => {
    const overlayAt = (bit: number) => ({
      z: 0,
      instance: 1,
      more: { BitsStored: 16, HighBit: 15 },
      rawElements: [
        { tag: '60000010', vr: 'US', value: [5] },
        { tag: '60000102', vr: 'US', value: [bit] },
      ],
    });
    const saidOf = (options: SliceOptions) => {
      const read = readHeaders('a', aSlice(options), { complete: true });
      return read.kind === 'slices' ? (read.slices[0]?.described ?? []) : [];
    };
    expect(saidOf(overlayAt(15))).toContain('overlay-in-values');
    const beside = { ...overlayAt(15), more: { BitsStored: 12, HighBit: 11 } };
    expect(saidOf(beside)).not.toContain('overlay-in-values');
  });

  it('that its gantry is tilted otherwise than its slices lie', () => {
    const lean = (degrees: number) => {
      const angle = (degrees * Math.PI) / 180;
      return [1, 0, 0, 0, Math.cos(angle), Math.sin(angle)];
    };
    const WRONG = ['gantry tilt and orientation contradict each other'];
    expect(said(() => ({ GantryDetectorTilt: 18.5 }))).toEqual(WRONG);
    expect(said(() => ({ GantryDetectorTilt: 0, ImageOrientationPatient: lean(18) }))).toEqual(
      WRONG,
    );
    for (const tilt of [-18.5, 341.5, 20]) {
      const so = { GantryDetectorTilt: tilt, ImageOrientationPatient: lean(18.5) };
      expect(said(() => so)).toEqual([]);
    }
    // A reformat lies in another plane than the gantry.
    expect(
      said(() => ({ GantryDetectorTilt: 18, ImageType: 'DERIVED\\PRIMARY\\MPR' })),
    ).not.toEqual(expect.arrayContaining(WRONG));
    const angle = (20 * Math.PI) / 180;
    const alongNormal = (index: number) => ({
      GantryDetectorTilt: 0,
      ImageOrientationPatient: lean(20),
      ImagePositionPatient: [0, -2.5 * index * Math.sin(angle), 2.5 * index * Math.cos(angle)],
    });
    expect(said(alongNormal)).toEqual([]);
  });

  it('that it was acquired on another day than the study, but for midnight', () => {
    const on = (day: string) => () => ({ StudyDate: '20261129', AcquisitionDate: day });
    expect(said(on('20261125'))).toEqual(['acquired on another day than the study']);
    expect(said(on('20261130'))).toEqual([]);
    expect(said(on(''))).toEqual([]);
    // A date that stands for one that was taken away contradicts the other all the same; no day of the calendar says nothing.
    for (const day of ['19000101', '00010101']) expect(said(on(day))).toHaveLength(1);
    for (const day of ['20261399', '20260230', '00000000']) expect(said(on(day))).toEqual([]);
    expect(said(() => ({ StudyDate: '20261129', AcquisitionDateTime: '20250101120000' }))).toEqual([
      'acquired on another day than the study',
    ]);
  });
});
