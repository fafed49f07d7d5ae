import { describe, expect, it } from 'vitest';
import { groupStudies } from '#dicom';
import { aHeader } from '../../triage/study.fixture.ts';
import { heldSlice, heldStudy, openStudy, readStudy } from './held-study.ts';

const headers = (study: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    aHeader(index, {
      studyInstanceUid: study,
      seriesInstanceUid: `${study}.1`,
      sopInstanceUid: `${study}.1.${index}`,
      sourceId: `file-${index}`,
      instanceNumber: index + 1,
    }),
  );

function grouped(study: string, count = 5) {
  const [first, ...rest] = headers(study, count);
  if (first === undefined) throw new Error('There are no slices.');
  // The first one twice: a duplicate.
  const [made] = groupStudies([first, ...rest, { ...first, sourceId: 'again' }]);
  if (made === undefined) throw new Error('There is no study.');
  return made;
}

/** As if nobody looked at it any more: of the held parts alone. */
const forgotten = (study: ReturnType<typeof grouped>, like?: ReturnType<typeof heldStudy>) => ({
  ...heldStudy(study, like),
});

describe('a held study', () => {
  it('is opened as it was, slices, duplicates and all, also one that says much as another does', () => {
    const first = forgotten(grouped('1.2.1'));
    const second = forgotten(grouped('1.2.2'), first);
    expect(readStudy(first)).toStrictEqual(grouped('1.2.1'));
    expect(readStudy(second)).toStrictEqual(grouped('1.2.2'));
    expect(readStudy(second).series[0]?.duplicates.map(({ sourceId }) => sourceId)).toEqual([
      'again',
    ]);
  });

  it('has every slice at its place', () => {
    const study = grouped('1.2.3', 7);
    const [series] = forgotten(study).series;
    if (series === undefined) throw new Error('There is no series.');
    expect(series.slices.length).toBe(7);
    const slices = Array.from({ length: 7 }, (_, index) => heldSlice(series, index));
    expect(slices).toStrictEqual(study.series[0]?.slices);
    expect([heldSlice(series, -1), heldSlice(series, 7)]).toEqual([undefined, undefined]);
  });

  it('stays one object while it is open, and is held once wherever it is held', () => {
    const held = forgotten(grouped('1.2.4'));
    const open = openStudy(held);
    expect(openStudy(held)).toBe(open);
    expect(readStudy(held)).toBe(open);
    expect(heldStudy(open).series[0]).toBe(held.series[0]);
    const given = grouped('1.2.5');
    expect(heldStudy(given)).toBe(heldStudy(given));
  });

  it('holds of each slice what it says by itself, and once what all say', () => {
    const [series] = forgotten(grouped('1.2.6', 40)).series;
    const [more] = forgotten(grouped('1.2.6', 41)).series;
    const size = (held: unknown) => JSON.stringify(held).length;
    expect(size(more) - size(series)).toBeLessThan(120);
    expect(size(headers('1.2.6', 1))).toBeGreaterThan(900);
  });
});
