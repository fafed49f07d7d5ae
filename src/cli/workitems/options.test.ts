import { expect, it } from 'vitest';
import { performerOptions } from './options.ts';

const thread = (writeBack: boolean, out: string | null) => ({
  address: 'http://127.0.0.1:1/dicom-web',
  insecure: false,
  model: null,
  engine: null,
  operatingPoint: 'balanced' as const,
  out,
  sr: 'comprehensive' as const,
  writeBack,
});
const whole = { workitems: 'ICH', station: 'A', every: '5' };

it('are whose items are done, by whom, how often asked for; none without a code', () => {
  const options = { thread: thread(true, null), queue: null };
  expect(performerOptions(options, whole)).toEqual({ code: 'ICH', station: 'A', everyMs: 5000 });
  expect(performerOptions(options, { every: '5' })).toBeNull();
});

it.each([
  [{ thread: thread(true, null), queue: 'redis://127.0.0.1:1' }, whole, /give one/],
  [{ thread: thread(false, null), queue: null }, whole, /--write-back/],
  [{ thread: thread(true, 'results'), queue: null }, whole, /--out/],
  [{ thread: thread(true, null), queue: null }, { ...whole, station: undefined }, /--station/],
  [{ thread: thread(true, null), queue: null }, { ...whole, station: 'a'.repeat(17) }, /1 to 16/],
  [{ thread: thread(true, null), queue: null }, { ...whole, workitems: 'a b' }, /--workitems/],
])('say what is wrong: %#', (options, values, text) => {
  expect(() => performerOptions(options, values)).toThrow(text);
});
