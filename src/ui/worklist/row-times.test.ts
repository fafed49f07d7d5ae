import { describe, expect, it } from 'vitest';
import { receivedTime, scanTime } from './row-times.ts';

const at = (day: number, hour: number, minute: number) =>
  new Date(2026, 2, day, hour, minute).getTime();

describe('times in a row', () => {
  it('tell the day only where it is another', () => {
    expect(receivedTime(at(14, 9, 5), at(14, 23, 0))).toEqual({ day: '', clock: '09:05' });
    expect(receivedTime(at(13, 23, 59), at(14, 0, 1))).toEqual({
      day: '2026-03-13',
      clock: '23:59',
    });
    expect(scanTime('20260314', '090507.25', at(14, 10, 0))).toEqual({ day: '', clock: '09:05' });
    expect(scanTime('20250101', '0905', at(14, 10, 0))).toEqual({
      day: '2025-01-01',
      clock: '09:05',
    });
  });

  it('say what is stated and nothing more', () => {
    expect(scanTime('', '0905', 0)).toBeNull();
    expect(scanTime('20260314', '', at(14, 10, 0))).toEqual({ day: '2026-03-14', clock: '' });
    expect(scanTime('odd', 'x', 0)).toEqual({ day: 'odd', clock: '' });
  });
});
