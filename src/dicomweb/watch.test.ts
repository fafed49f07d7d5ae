import { describe, expect, it } from 'vitest';
import type { StudyRow } from './study-row.ts';
import { StudyWatch } from './watch.ts';

const row = (uid: string, instances: number | null): StudyRow => ({
  studyInstanceUid: uid,
  studyDate: '20261124',
  studyTime: '',
  modalities: ['CT'],
  instances,
  patientId: 'P',
  isTorn: false,
  patientName: '',
  accessionNumber: '',
  description: '',
});

/** What a watch tells of lists at seconds: [seconds, { uid: count }]. */
function told(...looks: readonly (readonly [number, Record<string, number | null>, boolean?])[]) {
  const watch = new StudyWatch(60_000);
  return looks.map(([second, list, isWhole = true]) => {
    const rows = Object.entries(list).map(([uid, count]) => row(uid, count));
    return watch
      .see(rows, isWhole, second * 1000)
      .map(({ kind, row: { studyInstanceUid } }) => `${studyInstanceUid} ${kind}`)
      .join(', ');
  });
}

describe('a watch', () => {
  it('tells of a study when it comes, whenever it grows, and once when it has stood still', () => {
    expect(
      told(
        [0, { '1.2': 3 }],
        [15, { '1.2': 3 }],
        [30, { '1.2': 9 }],
        [75, { '1.2': 9 }],
        [90, { '1.2': 9 }],
        [105, { '1.2': 9 }],
        [120, { '1.2': 12 }],
        [180, { '1.2': 12 }],
      ),
    ).toEqual(['1.2 arrived', '', '1.2 grown', '', '1.2 settled', '', '1.2 grown', '1.2 settled']);
  });

  it('tells of a study that is another patient’s, once, and takes no ID that proves nothing for one', () => {
    const watch = new StudyWatch(60_000);
    const see = (second: number, patientId: string, isTorn = false) =>
      watch
        .see([{ ...row('1.2', 3), patientId, isTorn }], true, second * 1000)
        .map(({ kind }) => kind)
        .join();
    expect([see(0, 'P1'), see(60, 'P1')]).toEqual(['arrived', 'settled']);
    // Padding, nothing, another character set; and while the PACS moves it, it is listed under two.
    expect(['P1 ', ' P1'].map((id) => see(75, id))).toEqual(['', '']);
    expect([see(90, 'P2', true), see(105, 'P2')]).toEqual(['', 'merged']);
    expect([see(120, 'P2'), watch.isGrowing('1.2'), see(165, 'P2')]).toEqual(['', true, 'settled']);
    expect([see(180, ''), see(195, 'J\xf6rg')]).toEqual(['', '']);
  });

  it('takes no result of ours for growth, and what comes with it for that', () => {
    const watch = new StudyWatch(60_000);
    const see = (second: number, all: number, others: number | null) => {
      const counts = new Map([['1.2', others]]);
      const news = watch.see([row('1.2', all)], true, second * 1000, counts);
      return [news.map(({ kind }) => kind).join(), watch.isGrowing('1.2')];
    };
    expect(see(0, 30, 30)).toEqual(['arrived', true]);
    // One that comes while it grows does not make it wait longer.
    expect(see(30, 33, 30)).toEqual(['', true]);
    expect(see(60, 33, 30)).toEqual(['settled', false]);
    expect(see(75, 36, 30)).toEqual(['', false]);
    expect(see(90, 40, 31)).toEqual(['grown', true]);
    expect(see(150, 40, 31)).toEqual(['settled', false]);
    // Fewer are another study, too.
    expect(see(165, 39, 30)).toEqual(['grown', true]);
  });

  it('knows of what was there by the list alone, and counts it at the first look', () => {
    const watch = new StudyWatch(60_000);
    watch.knows([row('1.2', 33)], 0);
    const see = (second: number, all: number, others: number) =>
      watch.see([row('1.2', all)], true, second * 1000, new Map([['1.2', others]]));
    expect(see(15, 33, 30)).toEqual([]);
    expect(see(30, 36, 30)).toEqual([]);
    expect(see(45, 37, 31)).toMatchObject([{ kind: 'grown' }]);
  });

  it('takes what was there for old news, until it changes', () => {
    const watch = new StudyWatch(60_000);
    watch.knows([row('1.2', 3)], 0);
    expect(watch.see([row('1.2', 3)], true, 90_000)).toEqual([]);
    expect(watch.isGrowing('1.2')).toBe(false);
    expect(watch.see([row('1.2', 4)], true, 100_000)).toMatchObject([{ kind: 'grown' }]);
    expect(watch.isGrowing('1.2')).toBe(true);
  });

  it('calls a study gone only where the list came to its end, and new when it comes again', () => {
    expect(
      told(
        [0, { '1.2': 3, '1.3': 1 }],
        [15, { '1.3': 1 }, false],
        [30, { '1.3': 1 }],
        [45, { '1.2': 3 }],
      ),
    ).toEqual(['1.2 arrived, 1.3 arrived', '', '1.2 gone', '1.2 arrived, 1.3 gone']);
  });

  it('waits the same where the PACS does not count, and no longer where the clock is set back', () => {
    expect(told([0, { '1.2': null }], [60, { '1.2': null }])).toEqual([
      '1.2 arrived',
      '1.2 settled',
    ]);
    expect(told([9000, { '1.2': 1 }], [10, { '1.2': 1 }], [70, { '1.2': 1 }])).toEqual([
      '1.2 arrived',
      '',
      '1.2 settled',
    ]);
  });
});
