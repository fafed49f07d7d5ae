import type { NamedTest, Promised } from '../promises/read-promises.ts';
import { type Ran, type Reports, runnerOf } from './reports.ts';
import { titlePattern } from './title-pattern.ts';

/** A test that a promise names, and what became of it. */
export interface Shown extends NamedTest {
  /** `absent`: its kind was run, and it was not there; `not run`: its kind was not run, or it skipped itself. */
  readonly state: 'passed' | 'failed' | 'absent' | 'not run';
  /** How many tests that is, and how long they took. */
  readonly count: number;
  readonly ms: number;
  readonly figures: readonly string[];
  /** The names of those that failed, or why none could run. */
  readonly failed: readonly string[];
  /** Why it was not run, where that is known. */
  readonly why: string | null;
}

/** Of a file without a result, what is known of it: that it is not run now, or that its run broke off, which keeps no promise. */
export interface Fate {
  readonly isBroken: boolean;
  readonly why: string;
}

/** What is known of files beside the reports, by their path, and of single tests, by {@link fateOfTest}. */
export type Fates = ReadonlyMap<string, Fate>;

/** Where the fate of a test stands that is not run, though others of its file may be; a whole file is one, too. */
export const fateOfTest = ({ file, title }: NamedTest): string => `${file} "${title ?? ''}"`;

/** A promise with what was seen of it. */
export interface Judged extends Omit<Promised, 'tests'> {
  /**
   * `kept`: every test that it names passed. `in part`: those that ran did, and others did not run. `not seen`: none ran.
   * `broken`: one failed or is not there, or it names none.
   */
  readonly state: 'kept' | 'in part' | 'not seen' | 'broken';
  readonly tests: readonly Shown[];
}

/** How many promises there are of each state. */
export type Sum = Readonly<Record<Judged['state'], number>>;

const stateOf = (tests: readonly Ran[]): Shown['state'] => {
  if (tests.some(({ state }) => state === 'failed')) return 'failed';
  if (tests.some(({ state }) => state === 'passed')) return 'passed';
  return tests.length === 0 ? 'absent' : 'not run';
};

function look({ file, title }: NamedTest, reports: Reports, fates: Fates): Shown {
  const nothing = { file, title, count: 0, ms: 0, figures: [], failed: [], why: null };
  const left = fates.get(fateOfTest({ file, title }));
  if (left !== undefined) return { ...nothing, state: 'not run', why: left.why };
  const all = reports[runnerOf(file)];
  const pattern = title === null ? null : new RegExp(titlePattern(title));
  const tests = (all ?? []).filter(
    (test) =>
      test.file === file &&
      // What could not be loaded keeps no promise of its file.
      (pattern === null || pattern.test(test.name) || test.name === '(could not be loaded)'),
  );
  const fate = fates.get(file);
  if (tests.length === 0 && fate !== undefined) {
    return fate.isBroken
      ? { ...nothing, state: 'failed', failed: [fate.why] }
      : { ...nothing, state: 'not run', why: fate.why };
  }
  if (all === null) return { ...nothing, state: 'not run' };
  const ran = tests.filter(({ state }) => state !== 'skipped');
  return {
    file,
    title,
    state: stateOf(tests),
    count: ran.length,
    ms: ran.reduce((sum, { ms }) => sum + ms, 0),
    figures: [...new Set(ran.flatMap(({ figures }) => figures))],
    failed: tests.filter(({ state }) => state === 'failed').map(({ name }) => name),
    why: null,
  };
}

function judgeOne(promise: Promised, reports: Reports, fates: Fates): Judged {
  const tests = promise.tests.map((test) => look(test, reports, fates));
  const has = (...states: readonly Shown['state'][]) =>
    tests.some(({ state }) => states.includes(state));
  const state =
    tests.length === 0 || has('failed', 'absent')
      ? 'broken'
      : !has('not run')
        ? 'kept'
        : has('passed')
          ? 'in part'
          : 'not seen';
  return { ...promise, state, tests };
}

/** Every promise with what the reports show of it. */
export const judge = (
  promises: readonly Promised[],
  reports: Reports,
  fates: Fates = new Map(),
): readonly Judged[] => promises.map((promise) => judgeOne(promise, reports, fates));

/** How many there are of each state. */
export function sumOf(judged: readonly Judged[]): Sum {
  const count = (state: Judged['state']) => judged.filter((one) => one.state === state).length;
  return {
    kept: count('kept'),
    'in part': count('in part'),
    'not seen': count('not seen'),
    broken: count('broken'),
  };
}
