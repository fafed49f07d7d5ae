import { describe, expect, it } from 'vitest';
import { groupStudies, type SliceHeader, type Study } from '#dicom';
import { aHeader } from '../../triage/study.fixture.ts';
import { growingStudies } from './growing-studies.ts';

const slices = (study: number, ...indices: readonly number[]): readonly SliceHeader[] =>
  indices.map((index) =>
    aHeader(index, {
      studyInstanceUid: `1.2.${study}`,
      sopInstanceUid: `1.2.${study}.${index + 1}`,
    }),
  );

const counts = (studies: readonly Study[]) =>
  studies.map(({ studyInstanceUid, series }) => [
    studyInstanceUid,
    series.reduce((sum, each) => sum + each.slices.length, 0),
  ]);

describe('studies that grow', () => {
  it('are grouped anew with all their slices, and only those that got some', () => {
    const growing = growingStudies(groupStudies);
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

  it('share what grouping says alike of them, and nothing that it says otherwise', () => {
    const growing = growingStudies(groupStudies);
    growing.add([...slices(1, 0, 1, 2), ...slices(2, 0, 1, 2), ...slices(3, 0, 2, 5)]);
    const [one, two, three] = growing.regroup();
    expect(two?.series[0]?.geometry).toBe(one?.series[0]?.geometry);
    expect(three?.series[0]?.geometry.normal).toBe(one?.series[0]?.geometry.normal);
    const alone = growingStudies(groupStudies);
    alone.add(slices(3, 0, 2, 5));
    expect(alone.regroup()).toStrictEqual([three]);
  });

  it('count as complete once the slice read last belongs to another', () => {
    const growing = growingStudies(groupStudies);
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
    const growing = growingStudies(groupStudies);
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
    const growing = growingStudies(groupStudies);
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
    const growing = growingStudies(groupStudies);
    const [header] = slices(1, 0);
    if (header === undefined) throw new Error('The slice was not read.');
    growing.add([header, { ...header, patient: { ...header.patient, patientId: 'Q' } }]);
    expect(growing.regroup()).toHaveLength(2);
  });

  it('hold what they say alike once: slices of a study, and a study and the one before it', () => {
    const growing = growingStudies(groupStudies);
    const fresh = (study: number) => structuredClone(slices(study, 0, 1));
    growing.add(fresh(1));
    growing.add(fresh(2));
    const studies = growing.regroup();
    expect(studies.map(({ series }) => series.flatMap((each) => each.slices))).toStrictEqual([
      slices(1, 0, 1),
      slices(2, 0, 1),
    ]);
    const held = studies.flatMap(({ series }) => series.flatMap((each) => each.slices));
    expect(held).toHaveLength(4);
    expect(new Set(held.map(({ imageType }) => imageType)).size).toBe(1);
    growing.clear();
    growing.add(fresh(3));
    const [after] = growing.regroup()[0]?.series[0]?.slices ?? [];
    expect(after?.imageType).not.toBe(held[0]?.imageType);
  });

  it('say which file gave a slice once reading is over, and not while it is read', () => {
    const growing = growingStudies(groupStudies);
    const given = slices(1, 0, 1).map((header, at) => ({ ...header, sourceId: `file-${at}` }));
    const owners = () => given.map((header) => growing.ownerOf(header));
    growing.add(given);
    growing.regroup();
    expect(owners()).toEqual([undefined, undefined]);
    growing.settle();
    expect(owners()).toEqual(['file-0', 'file-1']);
    const [first] = given;
    if (first === undefined) return;
    expect(growing.ownerOf({ ...first, patient: { ...first.patient, patientId: 'Q' } })).toBe(
      undefined,
    );
    expect(growing.remove('file-0', first)).toBe(1);
    expect(owners()).toEqual([undefined, 'file-1']);
    growing.add([{ ...first, sourceId: 'changed' }]);
    expect(counts(growing.regroup())).toEqual([['1.2.1', 2]]);
    expect(owners()).toEqual([undefined, 'file-1']);
    growing.settle();
    expect(owners()).toEqual(['changed', 'file-1']);
  });

  it('grow by later drops with all that they had', () => {
    const growing = growingStudies(groupStudies);
    growing.add(slices(1, 0, 1));
    growing.add(slices(2, 0));
    growing.regroup();
    growing.settle();
    growing.add(slices(1, 2));
    const [grown] = growing.regroup();
    growing.settle();
    const alone = growingStudies(groupStudies);
    alone.add(slices(1, 0, 1, 2));
    expect(growing.sliceCount).toBe(4);
    expect([grown]).toStrictEqual(alone.regroup());
  });
});

describe('studies that were being read when reading was broken off', () => {
  const cautionsOf = (studies: ReturnType<ReturnType<typeof growingStudies>['regroup']>) =>
    studies.map(({ studyInstanceUid, series }) => [
      studyInstanceUid,
      series.flatMap(({ cautions }) => cautions.filter(({ code }) => code === 'reading-stopped'))
        .length,
    ]);

  it('say that slices of them may be missing, those before them not, until more comes', () => {
    const growing = growingStudies(groupStudies);
    growing.add(slices(1, 0, 1));
    growing.add(slices(2, 0, 1));
    growing.regroup();
    expect(cautionsOf(growing.breakOff())).toEqual([['1.2.2', 1]]);
    growing.settle();
    growing.add(slices(2, 2));
    expect(cautionsOf(growing.readAgain())).toEqual([['1.2.2', 0]]);
  });

  it('say so of each whose slices came in turns', () => {
    const growing = growingStudies(groupStudies);
    for (const at of [0, 1]) {
      growing.add(slices(1, at));
      growing.regroup();
      growing.add(slices(2, at));
      growing.regroup();
    }
    expect(cautionsOf(growing.breakOff()).sort()).toEqual([
      ['1.2.1', 1],
      ['1.2.2', 1],
    ]);
  });

  it('say it no more where the same files are given again to the end, and nothing was missing', () => {
    const growing = growingStudies(groupStudies);
    const given = slices(1, 0, 1);
    growing.add(given);
    growing.breakOff();
    growing.settle();
    expect(growing.readAgain()).toEqual([]);
    growing.settle();
    for (const header of given) growing.ownerOf(header);
    expect(growing.breakOff()).toEqual([]);
    growing.settle();
    for (const header of given) growing.ownerOf(header);
    expect(cautionsOf(growing.readAgain())).toEqual([['1.2.1', 0]]);
  });
});
