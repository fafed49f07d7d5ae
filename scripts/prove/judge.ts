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
  /** The names of those that failed. */
  readonly failed: readonly string[];
}

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

function look({ file, title }: NamedTest, reports: Reports): Shown {
  const all = reports[runnerOf(file)];
  if (all === null) {
    return { file, title, state: 'not run', count: 0, ms: 0, figures: [], failed: [] };
  }
  const pattern = title === null ? null : new RegExp(titlePattern(title));
  const tests = all.filter(
    (test) =>
      test.file === file &&
      // What could not be loaded keeps no promise of its file.
      (pattern === null || pattern.test(test.name) || test.name === '(could not be loaded)'),
  );
  const ran = tests.filter(({ state }) => state !== 'skipped');
  return {
    file,
    title,
    state: stateOf(tests),
    count: ran.length,
    ms: ran.reduce((sum, { ms }) => sum + ms, 0),
    figures: [...new Set(ran.flatMap(({ figures }) => figures))],
    failed: tests.filter(({ state }) => state === 'failed').map(({ name }) => name),
  };
}

function judgeOne(promise: Promised, reports: Reports): Judged {
  const tests = promise.tests.map((test) => look(test, reports));
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
export const judge = (promises: readonly Promised[], reports: Reports): readonly Judged[] =>
  promises.map((promise) => judgeOne(promise, reports));

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
