import { describe, expect, it } from 'vitest';
import { mm } from '#base';
import type { Series, SliceHeader } from '#dicom';
import { otherScans } from './other-scans.ts';
import { aHeader, aSeries, aStudy } from './study.fixture.ts';
import type { SeriesContent } from './suitability-content.ts';

interface Given {
  readonly count?: number;
  readonly from?: number;
  readonly step?: number;
  readonly slice?: Partial<SliceHeader>;
  readonly series?: Partial<Series>;
}

/** A stack along z: 30 slices of 5 mm from 0 on, unless something else is given. */
function stack(
  key: string,
  { count = 30, from = 0, step = 5, slice = {}, series = {} }: Given = {},
) {
  const slices = Array.from({ length: count }, (_, i) =>
    aHeader(i, {
      imagePositionPatient: [0, 0, from + step * i],
      sliceThickness: mm(step),
      ...slice,
    }),
  );
  const made = aSeries(slices, { key, seriesInstanceUid: key, ...series });
  const positions = slices.map((_, i) => mm(from + step * i));
  const extent = mm(step * (count - 1));
  const geometry = { ...made.geometry, positions, medianSpacing: mm(step), extent };
  return { ...made, geometry };
}

const rowOf = (one: Series, other: Series, middle: readonly [number, number] | null = null) => {
  const study = { ...aStudy(one), series: [one, other] };
  const content = middle === null ? null : ({ middleOfHead: middle } as unknown as SeriesContent);
  return otherScans(one, study, content).map(({ inRow }) => inRow);
};
const AGAIN = ['another scan of 30 slices not in this row'];
const LATER = ['a later scan of 30 slices not in this row'];
const at = (acquiredAt: number) => ({ slice: { acquiredAt } });

describe('a head in two series', () => {
  const base = stack('base', { count: 17, slice: { acquiredAt: 100 } });
  const vertex = stack('vertex', { count: 13, from: 85, slice: { acquiredAt: 300 } });

  it('is not told as a whole by either half', () => {
    expect(rowOf(base, vertex)).toEqual([
      '13 slices of another series beyond these not in this row',
    ]);
    expect(rowOf(vertex, base)).toEqual([
      '17 slices of another series beyond these not in this row',
    ]);
  });

  it('is told where one is long, but its pixels end within the head', () => {
    const long = stack('long', { count: 25 });
    const rest = stack('rest', { count: 4, from: 125, series: TOO_FEW });
    expect(rowOf(long, rest)).toEqual([]);
    expect(rowOf(long, rest, [7, 24])).toEqual([
      '4 slices of another series beyond these not in this row',
    ]);
    expect(rowOf(long, rest, [0, 20])).toEqual([]);
  });

  it('is none where the other shows the neck, or lies in another coordinate system', () => {
    const neck = { bodyPartExamined: 'CSPINE' };
    const below = { count: 40, from: -200, slice: neck };
    expect(rowOf(vertex, stack('neck', below))).toEqual([]);
    const words = { series: { seriesDescription: 'HWS 1.0' }, slice: { bodyPartExamined: 'HEAD' } };
    expect(rowOf(stack('head'), stack('hws', { ...words, ...at(900) }))).toEqual([]);
    const elsewhere = stack('else', { count: 13, from: 85, slice: { frameOfReferenceUid: '1.9' } });
    expect(rowOf(base, elsewhere)).toEqual(['another scan of 13 slices not in this row']);
  });
});

const TOO_FEW: Partial<Series> = {
  role: { kind: 'set-aside', reason: { code: 'too-few-slices', text: '4 slices' } },
};

describe('a second scan of the head', () => {
  it('is told by its time, over midnight too', () => {
    expect(rowOf(stack('a', at(3600)), stack('b', at(4200)))).toEqual(LATER);
    expect(rowOf(stack('a', at(86_390)), stack('b', at(100)))).toEqual(LATER);
    expect(rowOf(stack('a', at(86_390)), stack('b', at(5)))).toEqual([]);
  });

  it('is told by its coordinate system where no time is', () => {
    const [a, b] = ['1.1', '1.2'].map((frameOfReferenceUid) => ({
      slice: { frameOfReferenceUid },
    }));
    expect(rowOf(stack('a', a), stack('b', b))).toEqual(AGAIN);
  });

  it('is told where nothing tells it from the first', () => {
    expect(rowOf(stack('a'), stack('b', { from: 2 }))).toEqual(AGAIN);
  });

  it('is told by its irradiation event, whatever else is alike or not', () => {
    const event = (acquisition: string, more: Partial<SliceHeader> = {}) => ({
      slice: { acquisition, ...more },
    });
    const sharp = { convolutionKernel: 'H50s' };
    expect(rowOf(stack('a', event('1.5.1')), stack('b', event('1.5.2', sharp)))).toEqual(AGAIN);
    expect(rowOf(stack('a', event('1.5.1')), stack('b', event('1.5.1')))).toEqual([]);
  });

  it('is told by its number where words alone tell it from the first', () => {
    const named = (seriesDescription: string, acquisition: string, kernel = 'H30s') => ({
      slice: { acquisition, convolutionKernel: kernel },
      series: { seriesDescription },
    });
    const first = stack('a', named('Head 5.0', '#2'));
    expect(rowOf(first, stack('b', named('Head 5.0 repeat', '#3')))).toEqual(AGAIN);
    expect(rowOf(first, stack('b', named('Head 5.0 SAFIRE', '#2')))).toEqual([]);
    expect(rowOf(first, stack('b', named('Head 5.0 H50s', '#3', 'H50s')))).toEqual([]);
  });

  it('is no reconstruction of the same scan', () => {
    const thin = stack('thin', { count: 150, step: 1, slice: { acquiredAt: 3605 } });
    expect(rowOf(stack('thick', at(3600)), thin)).toEqual([]);
    expect(rowOf(stack('thick'), stack('thin', { count: 150, step: 1 }))).toEqual([]);
    const sharp = { slice: { convolutionKernel: 'H50s' } };
    expect(rowOf(stack('soft'), stack('sharp', sharp))).toEqual([]);
  });

  it('is none that was set aside: its reason stands beside it', () => {
    const role = { kind: 'set-aside', reason: { code: 'contrast', text: 'contrast' } } as const;
    expect(rowOf(stack('a', at(3600)), stack('b', { ...at(4200), series: { role } }))).toEqual([]);
  });
});

describe('which of two scans came first', () => {
  it('is said of the one that is not in the row', () => {
    expect(rowOf(stack('one', at(100)), stack('other', at(900)))).toEqual([
      'a later scan of 30 slices not in this row',
    ]);
    expect(rowOf(stack('one', at(900)), stack('other', at(100)))).toEqual([
      'an earlier scan of 30 slices not in this row',
    ]);
    expect(rowOf(stack('one', at(86_390)), stack('other', at(300)))).toEqual([
      'a later scan of 30 slices not in this row',
    ]);
  });

  it('is said of a series that was scanned after one with contrast', () => {
    const contrast = (acquiredAt: number) =>
      stack('cta', {
        slice: { acquiredAt, described: ['contrast'] },
        series: { role: { kind: 'set-aside', reason: { code: 'contrast', text: 'contrast' } } },
      });
    expect(rowOf(stack('late', at(900)), contrast(100))).toEqual(['scanned after contrast']);
    expect(rowOf(stack('plain', at(100)), contrast(900))).toEqual([]);
  });
});
