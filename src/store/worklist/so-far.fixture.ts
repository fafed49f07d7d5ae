import { labelMap, ms, probability, sliceIndex } from '#base';
import { atOperatingPoint, type StudyFindings } from '#triage';
import { readyEngine } from '../analysis/ready-engine.fixture.ts';
import { readRow } from '../kept-formats.ts';
import { anEntry, aSummary, someFindings } from './entries.fixture.ts';
import { type KeptRow, restoredEntries, rowToKeep } from './kept-rows.ts';
import { worklistRows } from './selectors.ts';
import type { SoFar, StudyEntry } from './study-entry.ts';

/** Slices of the study. */
export const TOTAL = 28;
/** The engine whose model reads it. */
export const engine = readyEngine({
  point: { highSensitivity: 0.1, balanced: 0.5, highSpecificity: 0.9 },
});
const { modelHash: hash } = engine;
const THRESHOLDS = { slice: labelMap(() => 0.5), study: labelMap(() => 0.5) };

/** Findings of the slices at these places, with `any` as given. */
export const partOf = (
  any: number,
  places: readonly number[],
  withoutBrain: readonly number[] = [],
) => {
  const probabilities = labelMap((label) => probability(label === 'any' ? any : any * 0.9));
  const findings: StudyFindings = {
    ...someFindings(any),
    probabilities,
    slices: places.map((index) => ({
      sliceKey: `1.2.3.${index}`,
      index: sliceIndex(index),
      probabilities,
    })),
    notAnalysed: withoutBrain.map((index) => ({
      sliceKey: `1.2.3.${index}`,
      index: sliceIndex(index),
      reason: { code: 'no-brain', text: 'no brain within bone on this slice' },
    })),
  };
  return atOperatingPoint(findings, THRESHOLDS.study, 'balanced');
};

const soFarOf = (findings: StudyFindings): SoFar => ({
  findings,
  thresholds: THRESHOLDS,
  model: { id: 'tiny', title: 'Tiny', hash },
  engine: 'test',
});

/** A study of which so much was said. */
export const underWay = (findings: StudyFindings, given: Partial<StudyEntry> = {}): StudyEntry =>
  anEntry('a', {
    summary: aSummary({ sliceCount: TOTAL }),
    phase: {
      kind: 'analyzing',
      done: findings.slices.length,
      total: TOTAL,
      interim: findings,
      soFar: soFarOf(findings),
    },
    ...given,
  });

/** What a browser hands back of a row. */
export function readBack(row: unknown): KeptRow {
  const read = readRow(structuredClone(row));
  if (read.kind !== 'current') throw new Error(read.kind);
  return read.value;
}

/** The study of a row that a browser hands back. */
export function restored(row: unknown): StudyEntry {
  const [entry] = restoredEntries([readBack(row)], []).values();
  if (entry === undefined) throw new Error('no row');
  return entry;
}

/** The study after a reload. */
export const reloaded = (entry: StudyEntry): StudyEntry => restored(rowToKeep(entry, false));

/** The list of these studies. */
export const rowsOf = (...entries: StudyEntry[]) =>
  worklistRows({
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    now: ms(60_000),
    paused: false,
    shift: { startedAt: ms(0), lastNumber: 7 } as never,
    cap: ms(3_600_000),
    blinded: false,
  });

/** The row of a study by itself. */
export function rowOf(entry: StudyEntry) {
  const [row] = rowsOf(entry);
  if (row === undefined) throw new Error('no row');
  return row;
}
