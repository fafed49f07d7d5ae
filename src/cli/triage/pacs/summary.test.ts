import { expect, it } from 'vitest';
import type { PacsRun } from './run.ts';
import { summaryOf } from './summary.ts';

const skipped = (count: number, reason: string, from = 1) =>
  Array.from({ length: count }, (_, index) => ({ path: `1.2.${from + index}`, reason }));

const said = (
  { rows = 0, skipped = [], ...report }: { rows?: number; skipped?: unknown; interrupted?: true },
  counts: Partial<PacsRun> = {},
): string =>
  summaryOf({
    report: {
      ...report,
      studies: Array.from({ length: rows }, (_, index) => ({ source: `1.9.${index}` })),
      skipped,
    },
    elsewhere: 0,
    stored: 0,
    failed: 0,
    ...counts,
  } as unknown as PacsRun);

it('says that the PACS listed nothing only where it did so', () => {
  expect(said({})).toBe('0 studies ranked: the PACS listed none.');
  expect(said({}, { elsewhere: 3 })).toBe('0 studies ranked, 3 left to other shares.');
  expect(said({ skipped: skipped(2, 'not CT: modality MR') })).toBe(
    '0 studies ranked, 2 skipped (2 × not CT: modality MR).',
  );
});

it('says why studies were skipped, the most frequent reasons first, and counts the rest', () => {
  const all = [
    ...skipped(1, 'a', 1),
    ...skipped(3, 'b', 10),
    ...skipped(2, 'c', 20),
    ...skipped(4, 'd', 30),
    ...skipped(1, 'e', 40),
  ];
  expect(said({ rows: 1, skipped: all })).toBe(
    '1 study ranked, 11 skipped (4 × d; 3 × b; 2 × c; 2 × others).',
  );
});

it('calls an object of a study an object, and no remark on an answer a study', () => {
  const parts = [
    { path: '1.9.0/1.2.dcm', reason: 'no picture' },
    { path: 'the list of the PACS', reason: 'it may be incomplete' },
    { path: '1.9.0', reason: 'came short' },
  ];
  expect(said({ rows: 1, skipped: parts, interrupted: true }, { failed: 2, stored: 1 })).toBe(
    '1 study ranked, 1 object in no row (1 × no picture), 1 result written back, 2 faults, see above, interrupted.',
  );
});
