import fc from 'fast-check';
import { makeStreams, type SyntaxName, writeSlice } from './dicom-base.ts';
import { build, type Mutant, mutants } from './dicom-mutants.ts';
import { isRefilled, type Reading, read, silentChanges } from './dicom-oracle.ts';
import { type ZipMutant, zipChanges, zipMutants } from './zip-mutants.ts';

/** One mutant in five is a ZIP. */
const ZIPS = 0.2;

/** What a run found. */
export interface FuzzResult {
  readonly mutants: number;
  /** Of DICOM mutants: refused with a reason, read with a warning, read as the base. */
  readonly refused: number;
  readonly warned: number;
  readonly same: number;
  /** Read as another image in silence, which nobody can tell: see {@link isRefilled}. */
  readonly excused: number;
  /** Empty, or the report of the first mutant that another value came of in silence, shrunk, with seed and path. */
  readonly faults: readonly string[];
}

interface Judged {
  readonly reading: Reading;
  readonly changes: readonly string[];
  readonly isExcused: boolean;
}

/** What says whether a DICOM mutant is read as its base, and how it ended. */
export async function dicomJudge(): Promise<(mutant: Mutant) => Promise<Judged>> {
  const streams = await makeStreams();
  const bases = new Map<SyntaxName, Reading>();
  return async (mutant) => {
    const base = bases.get(mutant.syntax) ?? (await read(writeSlice(mutant.syntax, streams)));
    bases.set(mutant.syntax, base);
    const reading = await read(build(mutant, streams));
    const changes = silentChanges(base, reading);
    const isExcused = changes.includes('Hounsfield units') && isRefilled(mutant, base, reading);
    return {
      reading,
      isExcused,
      changes: isExcused ? changes.filter((change) => change !== 'Hounsfield units') : changes,
    };
  };
}

/** Reads `count` mutants made from `seed`, and judges each. */
export async function runFuzz(count: number, seed: number): Promise<FuzzResult> {
  const judge = await dicomJudge();
  const ends = { refused: 0, warned: 0, same: 0, excused: 0 };
  const zips = Math.round(count * ZIPS);
  const say = (changes: readonly string[]) => {
    if (changes.length > 0) throw new Error(`changed in silence: ${changes.join(', ')}`);
  };
  const runs = await Promise.all([
    fc.check(
      fc.asyncProperty(mutants, async (mutant) => {
        const { reading, changes, isExcused } = await judge(mutant);
        if (isExcused) ends.excused += 1;
        else if (reading.kind === 'refused') ends.refused += 1;
        else ends[reading.warned ? 'warned' : 'same'] += 1;
        say(changes);
      }),
      { numRuns: count - zips, seed },
    ),
    fc.check(
      fc.asyncProperty(zipMutants, async (mutant: ZipMutant) => say(await zipChanges(mutant))),
      { numRuns: zips, seed },
    ),
  ]);
  const faults = runs.flatMap((run) =>
    run.failed ? [fc.defaultReportMessage(run as fc.RunDetails<[unknown]>) ?? 'a fault'] : [],
  );
  return { mutants: runs.reduce((sum, { numRuns }) => sum + numRuns, 0), ...ends, faults };
}
