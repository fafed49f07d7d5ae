import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMeasurements, readResult, readRow, readVerdicts } from './kept-formats.ts';

type Json = Record<string, unknown>;

const kept = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`./formats/${name}.json`, import.meta.url), 'utf8'));

/** As an analysis leaves it: with the thresholds that its flags are of. */
function wholeResult(): Json {
  const record = kept('result-v4');
  const result = record.result as { findings: Json; thresholds: { study: unknown } };
  result.findings.thresholds = structuredClone(result.thresholds.study);
  return record;
}

/** A record of the present format with one member, at the end of a path, given by somebody else. */
function damaged(record: Json, path: readonly (string | number)[], value: unknown): unknown {
  const last = path.at(-1) ?? '';
  let owner: Json = record;
  for (const step of path.slice(0, -1)) {
    const next = owner[step];
    if (typeof next !== 'object' || next === null)
      throw new Error(`There is no ${path.join('.')}.`);
    owner = next as Json;
  }
  owner[last] = value;
  return record;
}

const FINDINGS = ['result', 'findings'] as const;

/**
 * What was damaged, or written by a hand, is set aside as unreadable and counted, whole as it lies there: none of it may rank, promote or
 * sink a study, nor keep the list from being exported.
 */
describe('a kept result is set aside, not believed', () => {
  it.each([
    ['with a probability over 1', [...FINDINGS, 'probabilities', 'any'], 7],
    ['with a probability under 0, which would sink it', [...FINDINGS, 'probabilities', 'any'], -3],
    ['with an infinite probability', [...FINDINGS, 'probabilities', 'subdural'], Infinity],
    ['with a slice of a probability over 1', [...FINDINGS, 'slices', 0, 'probabilities', 'any'], 2],
    ['without the flag that its numbers raise', [...FINDINGS, 'flagged'], []],
    ['with a flag that its numbers do not raise', [...FINDINGS, 'flagged'], ['any', 'epidural']],
    ['with a threshold that nothing reaches', ['result', 'thresholds', 'study', 'any'], Infinity],
    ['with thresholds under 0', [...FINDINGS, 'thresholds', 'any'], -1],
    ['with a check whose outcome nobody knows', [...FINDINGS, 'suitability', 0, 'outcome'], 'blck'],
    ['with a slice at half a place', [...FINDINGS, 'slices', 0, 'index'], 0.5],
    ['with a slice before the first', [...FINDINGS, 'slices', 0, 'index'], -1],
    ['with one slice twice', [...FINDINGS, 'slices', 1, 'index'], 0],
    ['with a slice analyzed and not analyzed', [...FINDINGS, 'notAnalysed', 0, 'index'], 0],
    ['that came in at no moment', ['receivedAt'], Infinity],
    ['that was finished after the end of time', ['result', 'finishedAt'], 1e300],
    ['of fewer slices than none', ['summary', 'sliceCount'], -30],
  ] as const)('%s', (_, path, value) => {
    const record = damaged(wholeResult(), path, value);
    const before = structuredClone(record);
    expect(readResult(record)).toEqual({ kind: 'unreadable' });
    expect(record).toEqual(before);
  });
});

it('each of these records is read as long as nobody damaged it', () => {
  expect(readResult(wholeResult()).kind).toBe('current');
  expect(readRow(kept('row-v6')).kind).toBe('current');
  expect(readVerdicts(kept('verdict-v3')).kind).toBe('current');
  expect(readMeasurements(kept('measurements-v2')).kind).toBe('current');
});

describe('a kept row is set aside, not believed', () => {
  it.each([
    ['that came in before time began, and would be over the cap for good', ['receivedAt'], -1e15],
    ['that came in at no moment, and would wait for ever', ['receivedAt'], Infinity],
    ['with half a number', ['number'], 7.5],
    ['of no revision', ['revision'], -1],
    ['done at no moment', ['care', 'done'], { at: Infinity, by: 'AB' }],
    ['done by nobody, at a time in words', ['care', 'done'], { at: 'today', by: 'AB' }],
    ['pinned at a moment of which no date is made', ['pin'], { note: '', pinnedAt: 9e15 }],
    ['with a seal that is no text', ['uid'], 4711],
  ] as const)('%s', (_, path, value) => {
    expect(readRow(damaged(kept('row-v6'), path, value))).toEqual({ kind: 'unreadable' });
  });
});

describe('kept verdicts are set aside, not believed', () => {
  it.each([
    ['given at no moment', ['log', 0, 'at'], Infinity],
    ['taken back before time began', ['log', 0, 'undoneAt'], -1],
    ['on a flag of a type that is none', ['log', 0, 'flagged'], ['any', 'normal']],
  ] as const)('%s', (_, path, value) => {
    expect(readVerdicts(damaged(kept('verdict-v3'), path, value))).toEqual({ kind: 'unreadable' });
  });
});

describe('kept measurements are set aside, not believed', () => {
  it.each([
    ['on half a slice', ['measurements', 0, 'slice'], 1.5],
    ['on a slice before the first', ['measurements', 0, 'slice'], -2],
    ['over slices that end before they begin', ['measurements', 0, 'over'], [5, 2]],
    ['made at a moment of which no date is made', ['measurements', 0, 'at'], 1e300],
    ['of a size without end', ['measurements', 0, 'quantities', 0, 'value'], Infinity],
  ] as const)('%s', (_, path, value) => {
    expect(readMeasurements(damaged(kept('measurements-v2'), path, value))).toEqual({
      kind: 'unreadable',
    });
  });
});
