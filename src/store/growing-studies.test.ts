import { describe, expect, it } from 'vitest';
import { readHeaders, type SliceHeader, type Study, writeDicomFile } from '#dicom';
import { growingStudies } from './growing-studies.ts';

function slices(study: number, ...indices: readonly number[]): readonly SliceHeader[] {
  return indices.flatMap((index) => {
    const text = (tag: string, vr: string, value: string) => ({ tag, vr, value }) as const;
    const number = (tag: string, value: number) => ({ tag, vr: 'US', value: [value] }) as const;
    const bytes = writeDicomFile(
      [
        text('00080018', 'UI', `1.2.${study}.${index + 1}`),
        text('00080060', 'CS', 'CT'),
        text('00100020', 'LO', `P${study}`),
        text('0020000d', 'UI', `1.2.${study}`),
        text('0020000e', 'UI', `1.2.${study}.0`),
        number('00280002', 1),
        text('00280004', 'CS', 'MONOCHROME2'),
        number('00280010', 2),
        number('00280011', 2),
        number('00280100', 16),
        number('00280101', 16),
        number('00280102', 15),
        number('00280103', 1),
        { tag: '7fe00010', vr: 'OW', value: new Uint8Array(8) },
      ],
      { transferSyntaxUid: '1.2.840.10008.1.2.1' },
    );
    const outcome = readHeaders(`${study}/${index}`, bytes, { complete: true });
    return outcome.kind === 'slices' ? outcome.slices : [];
  });
}

const counts = (studies: readonly Study[]) =>
  studies.map(({ studyInstanceUid, series }) => [
    studyInstanceUid,
    series.reduce((sum, each) => sum + each.slices.length, 0),
  ]);

describe('studies that grow', () => {
  it('are grouped anew with all their slices, and only those that got some', () => {
    const growing = growingStudies();
    growing.add(slices(1, 0, 1));
    growing.add(slices(2, 0));
    expect(counts(growing.regroup())).toEqual([
      ['1.2.1', 2],
      ['1.2.2', 1],
    ]);
    growing.add(slices(2, 1));
    expect(counts(growing.regroup())).toEqual([['1.2.2', 2]]);
    expect(growing.regroup()).toEqual([]);
    expect(growing.sliceCount).toBe(4);
  });

  it('count as complete once the slice read last belongs to another', () => {
    const growing = growingStudies();
    growing.add(slices(1, 0));
    const key = growing.regroup()[0]?.key ?? '';
    expect(growing.isSettled(key)).toBe(false);
    growing.add(slices(1, 1));
    growing.regroup();
    expect(growing.isSettled(key)).toBe(false);
    growing.add([...slices(2, 0), ...slices(3, 0)]);
    const [second, third] = growing.regroup();
    expect([key, second?.key, third?.key].map((each) => growing.isSettled(each ?? ''))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('leave the studies of an earlier drop alone', () => {
    const growing = growingStudies();
    growing.add(slices(1, 0));
    const key = growing.regroup()[0]?.key ?? '';
    growing.settle();
    growing.add(slices(2, 0));
    growing.regroup();
    expect(growing.isSettled(key)).toBe(true);
    growing.add(slices(1, 1));
    growing.regroup();
    expect(growing.isSettled(key)).toBe(false);
    growing.add(slices(2, 1));
    growing.regroup();
    expect(growing.isSettled(key)).toBe(true);
  });

  it('are not taken for complete twice: files in mixed order are waited for', () => {
    const growing = growingStudies();
    growing.add(slices(1, 0));
    const key = growing.regroup()[0]?.key ?? '';
    growing.add(slices(2, 0));
    growing.regroup();
    growing.add(slices(1, 1));
    growing.regroup();
    growing.add(slices(2, 1));
    growing.regroup();
    expect(growing.isSettled(key)).toBe(false);
    growing.settle();
    expect(growing.isSettled(key)).toBe(true);
  });

  it('keep apart two patients under one Study Instance UID', () => {
    const growing = growingStudies();
    const [header] = slices(1, 0);
    if (header === undefined) throw new Error('The slice was not read.');
    growing.add([header, { ...header, patient: { ...header.patient, patientId: 'Q' } }]);
    expect(growing.regroup()).toHaveLength(2);
  });
});
