import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanOrder, secondOf } from './scan-order.ts';

const at = (studyDate: string, studyTime = '') => ({ studyDate, studyTime });

it('counts days of the calendar, and minutes within one', () => {
  expect(scanOrder(at('20260311', '2350'), at('20260314', '0010'))).toEqual({
    kind: 'before',
    days: 3,
    minutes: null,
  });
  expect(scanOrder(at('2026.03.01'), at('20260228'))).toMatchObject({ kind: 'after', days: 1 });
  expect(scanOrder(at('20260314', '083000'), at('20260314', '101500.123'))).toEqual({
    kind: 'before',
    days: 0,
    minutes: 105,
  });
});

it('says that an order is not known where it is not', () => {
  for (const odd of [
    '',
    '00000000',
    '20260230',
    '18000101',
    '19000101',
    '00010101',
    'yesterday',
    '2026',
  ]) {
    expect(scanOrder(at(odd), at('20260314')).kind).toBe('unknown');
    expect(scanOrder(at('20260314'), at(odd)).kind).toBe('unknown');
  }
  expect(scanOrder(at('20260314'), at('20260314', '0900')).kind).toBe('same-day');
  expect(scanOrder(at('20260314', '0900'), at('20260314', '090030')).kind).toBe('same-day');
  expect(scanOrder(at('20260314', '2500'), at('20260314', '0900')).kind).toBe('same-day');
});

it('is the other way round seen from the other study', () => {
  const day = fc.constantFrom('20260101', '20260102', '20260301', '', '20269999');
  const time = fc.constantFrom('', '0830', '0831', '2359', '99');
  const study = fc.record({ studyDate: day, studyTime: time });
  const turned = { before: 'after', after: 'before', 'same-day': 'same-day', unknown: 'unknown' };
  fc.assert(
    fc.property(study, study, (a, b) => {
      const there = scanOrder(a, b);
      expect(scanOrder(b, a)).toEqual({ ...there, kind: turned[there.kind] });
    }),
  );
});

describe('the second of the day', () => {
  it.each([
    ['000000', 0],
    ['235960.5', 86_400],
    ['12:03:04', 43_384],
    ['1203', 43_380],
    ['120304.123456', 43_384],
    ['', null],
    ['250000', null],
  ])('of "%s" is %s', (time, second) => expect(secondOf(time)).toBe(second));
});
