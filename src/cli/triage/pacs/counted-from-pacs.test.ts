import { expect, it } from 'vitest';
import type { TriageReport } from '#report';
import { countedFromPacs } from './counted-from-pacs.ts';

const headOf = (...paths: readonly string[]) => {
  const skipped = paths.map((path) => ({ path, reason: 'a reason' }));
  const part = { studies: [{ source: '1.2.3' }], skipped };
  return countedFromPacs(part as unknown as TriageReport);
};

it('calls a study a study, not a file', () => {
  expect(headOf('1.2.9')).toBe('Without a row: 1 study:');
  expect(headOf('1.2.9', '1.2.8')).toBe('Without a row: 2 studies:');
});

it('calls what a study holds an object', () => {
  expect(headOf('1.2.3/1.2.3.4.dcm')).toBe('Without a row: 1 object:');
  expect(headOf('1.2.9', '1.2.3/part 2', '1.2.3/1.2.3.4.dcm')).toBe(
    'Without a row: 1 study, 2 objects:',
  );
});

it('counts what is said of an answer apart: nothing of it lacks a row', () => {
  expect(headOf('1.2.3')).toBe('1 remark on what the PACS gave:');
  expect(headOf('the list of the PACS', '1.2.3 in the list', '1.2.9')).toBe(
    'Without a row: 1 study; 2 remarks on what the PACS gave:',
  );
});
