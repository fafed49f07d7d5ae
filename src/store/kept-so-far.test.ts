import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABELS } from '#base';
import { readRow } from './kept-formats.ts';
import { rowToKeep } from './worklist/kept-rows.ts';
import { partOf, restored, rowOf, TOTAL, underWay } from './worklist/so-far.fixture.ts';
import { findingsOf, type SoFar } from './worklist/study-entry.ts';

describe('a part of a result that is not sound', () => {
  const row = rowToKeep(underWay(partOf(0.95, [3, 13], [0])), false);
  const soFar = row.soFar as SoFar;
  const { findings } = soFar;
  const [slice] = findings.slices;
  const but = (given: object) => ({ ...soFar, findings: { ...findings, ...given } });
  const bad = (any: unknown) => ({ ...findings.probabilities, any });
  it.each([
    ['is a word', 'unreadable'],
    ['is missing', undefined],
    ['has no findings', { ...soFar, findings: null }],
    ['has no number (NaN)', but({ probabilities: bad(Number.NaN) })],
    ['has a probability over 1', but({ probabilities: bad(1.01) })],
    ['has a type too few', but({ probabilities: { any: 0.95 } })],
    ['has a slice without number', but({ slices: [{ ...slice, probabilities: bad(Number.NaN) }] })],
    ['is of no slice', but({ slices: [] })],
    ['has a slice twice', but({ slices: [slice, slice] })],
    [
      'has a slice read and not read',
      but({ notAnalysed: [{ ...findings.notAnalysed[0], index: 3 }] }),
    ],
    ['has a slice beyond the last', but({ slices: [{ ...slice, index: TOTAL }] })],
    ['has a slice at no place', but({ slices: [{ ...slice, index: 1.5 }] })],
    ['counts more in part than it has', but({ analyzedInPart: 3 })],
    ['keeps a flag back', but({ flagged: [] })],
    ['makes a flag up', but({ probabilities: { ...findings.probabilities, epidural: 0.1 } })],
    ['flags a type and nothing', but({ flagged: ['subdural'] })],
    ['flags what is no type', but({ flagged: ['any', 'normal'] })],
    ['rules itself out', but({ suitability: [{ outcome: 'block', code: 'x', text: 'x' }] })],
    ['is of no model', { ...soFar, model: { id: '', title: '', hash: '' } }],
    ['does not say of which model', { ...soFar, model: undefined }],
    ['has no thresholds', { ...soFar, thresholds: { slice: {}, study: {} } }],
  ])('(%s) costs the study nothing but that: its row says that it can’t be read', (_, damaged) => {
    const entry = restored({ ...row, soFar: damaged });
    expect(findingsOf(entry)).toBeNull();
    expect(entry.phase).toMatchObject({
      kind: 'failed',
      reason: { code: 'images-gone', text: expect.stringContaining('can’t be read') },
    });
    expect(rowOf(entry).reason).toContain('its images must be given again');
    expect(rowOf(entry).any).toBeNull();
  });

  it('is one of a study of an impossible number of slices, too', () => {
    for (const sliceCount of [Number.NaN, -1, 2.5, 1e9, 1]) {
      const summary = { ...row.summary, sliceCount };
      const read = readRow({ ...row, summary });
      if (read.kind === 'current') expect(read.value.soFar).toBe('unreadable');
    }
  });

  it('is never shown, whatever of it is damaged', () => {
    const paths = (value: unknown): string[][] =>
      typeof value !== 'object' || value === null
        ? [[]]
        : [
            [],
            ...Object.entries(value).flatMap(([name, of]) => paths(of).map((p) => [name, ...p])),
          ];
    const damagedAt = (value: unknown, path: readonly string[], by: unknown): unknown => {
      const [name, ...rest] = path;
      if (name === undefined) return by;
      const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
      Reflect.set(copy, name, damagedAt(Reflect.get(copy, name), rest, by));
      return copy;
    };
    const junk = fc.constantFrom(null, undefined, Number.NaN, -1, 2, 1e9, 'x', [], {}, true);
    fc.assert(
      fc.property(fc.constantFrom(...paths(soFar)), junk, (path, by) => {
        const entry = restored({ ...row, soFar: damagedAt(soFar, path, by) });
        const shown = findingsOf(entry);
        if (shown === null) return;
        // What is still sound is shown: all of its numbers are numbers, and of slices that the study has.
        expect(shown.slices.length + shown.notAnalysed.length).toBe(TOTAL);
        for (const of of [shown, ...shown.slices]) {
          for (const label of LABELS) {
            expect(of.probabilities[label]).toBeGreaterThanOrEqual(0);
            expect(of.probabilities[label]).toBeLessThanOrEqual(1);
          }
        }
        expect(rowOf(entry).reason).not.toMatch(/NaN|undefined|no flag/i);
      }),
      { numRuns: 500 },
    );
  });
});
