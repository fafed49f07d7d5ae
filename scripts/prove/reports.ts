import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The three kinds of tests, by what runs them. */
export const RUNNERS = ['unit', 'browser', 'e2e'] as const;

/** What runs a test. */
export type Runner = (typeof RUNNERS)[number];

/** A test as a report has it. */
export interface Ran {
  /** From the root of the repository. */
  readonly file: string;
  /** The titles of what it stands in, and its own, with spaces between. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  /** What the test itself says that it counted: see `figure.ts`. */
  readonly figures: readonly string[];
}

/** What runs the test of a file. */
export const runnerOf = (file: string): Runner =>
  file.startsWith('e2e/') ? 'e2e' : /\.browser\.test\.tsx?$/.test(file) ? 'browser' : 'unit';

/** Reports are written where they are run, which may be another checkout. */
const fromRoot = (path: string): string =>
  /(?:^|\/)((?:src|scripts|e2e)\/.*)$/.exec(path.replaceAll('\\', '/'))?.[1] ?? path;

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly meta?: { readonly figures?: readonly string[] };
    }[];
  }[];
}

/** The tests of a JSON report of Vitest. A file that could not even be loaded is one test that failed. */
function ofVitest({ testResults }: VitestReport): readonly Ran[] {
  return testResults.flatMap(({ name, status, assertionResults }): readonly Ran[] => {
    const file = fromRoot(name);
    if (assertionResults.length === 0) {
      if (status !== 'failed') return [];
      return [{ file, name: '(could not be loaded)', state: 'failed', ms: 0, figures: [] }];
    }
    return assertionResults.map((test) => ({
      file,
      name: [...test.ancestorTitles, test.title].join(' '),
      state: test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped',
      ms: test.duration ?? 0,
      figures: test.meta?.figures ?? [],
    }));
  });
}

interface PlaywrightSuite {
  readonly title: string;
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations?: readonly { readonly type: string; readonly description?: string }[];
      readonly results: readonly { readonly duration: number }[];
    }[];
  }[];
}

/** Stands behind the name of a test before which time was over. */
const NOT_RUN = '(did not come to run)';

/** Whether all of a part ran, passed or not: what time cut short is no result to go on from. */
export const isWhole = (ran: readonly Pick<Ran, 'name'>[]): boolean =>
  ran.every(({ name }) => !name.endsWith(NOT_RUN));

const STATES: Readonly<Record<string, Ran['state']>> = {
  expected: 'passed',
  flaky: 'passed',
  skipped: 'skipped',
};

/** The tests of a suite of Playwright's JSON report. One that passed at a second try says so. */
function ofPlaywright(suite: PlaywrightSuite, above: readonly string[]): readonly Ran[] {
  const own = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests.map(({ status, annotations = [], results }) => ({
      file: `e2e/${suite.file.replace(/^e2e\//, '')}`,
      name: [...above, title, ...(results.length === 0 ? [NOT_RUN] : [])].join(' '),
      // What skipped itself has a result that says so; without any, time was over before.
      state: results.length === 0 ? ('failed' as const) : (STATES[status] ?? ('failed' as const)),
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
      figures: [
        ...annotations.flatMap(({ type, description }) =>
          type === 'figure' && description !== undefined ? [description] : [],
        ),
        ...(status === 'flaky' ? ['at the second try'] : []),
      ],
    })),
  );
  const below = (suite.suites ?? []).flatMap((one) => ofPlaywright(one, [...above, one.title]));
  return [...own, ...below];
}

/** The tests of a report, of Vitest or of Playwright. */
export function testsOf(report: unknown): readonly Ran[] {
  const raw = report as Partial<VitestReport> & { readonly suites?: readonly PlaywrightSuite[] };
  if (raw.suites !== undefined) return raw.suites.flatMap((suite) => ofPlaywright(suite, []));
  return raw.testResults === undefined ? [] : ofVitest({ testResults: raw.testResults });
}

/** What was run of each kind; null where there is no report of it. */
export type Reports = Readonly<Record<Runner, readonly Ran[] | null>>;

/** The reports of a folder, `unit.json`, `browser.json` and `e2e.json`, as `npm test` leaves them. */
export function readReports(folder: string): Reports {
  const read = (runner: Runner): readonly Ran[] | null => {
    const path = join(folder, `${runner}.json`);
    return existsSync(path) ? testsOf(JSON.parse(readFileSync(path, 'utf8'))) : null;
  };
  return { unit: read('unit'), browser: read('browser'), e2e: read('e2e') };
}
