import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allPromises, type NamedTest, type Promised, ROOT } from '../promises/read-promises.ts';
import { runCommand } from '../run-command.ts';
import { fateOfTest, judge, sumOf } from './judge.ts';
import { keptParts } from './kept-parts.ts';
import { commandOf, partsOf } from './parts.ts';
import { isWhole, type Reports, RUNNERS, type Runner, runnerOf, testsOf } from './reports.ts';
import { LEFT_OUT, QUICK, whyLeftOut } from './short.ts';

const folder = mkdtempSync(join(tmpdir(), 'ich-prove-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A report of Vitest in which each of these tests passed, but for those that are said to have ended otherwise. */
const vitestReport = (tests: readonly NamedTest[], ended: (test: NamedTest) => string) => ({
  testResults: tests.map((test) => ({
    name: `/elsewhere/${test.file}`,
    status: 'passed',
    assertionResults: [
      {
        ancestorTitles: ['some tests'],
        title: (test.title ?? 'all of it').replace(/%[sd]/g, 'a value'),
        status: ended(test),
        duration: 12,
      },
    ],
  })),
});

const playwrightReport = (tests: readonly NamedTest[], ended: (test: NamedTest) => string) => ({
  suites: tests.map(({ file, title }) => ({
    title: file,
    file: file.replace('e2e/', ''),
    specs: [
      {
        title: title ?? 'all of it',
        tests: [
          {
            status: ended({ file, title }) === 'passed' ? 'expected' : 'unexpected',
            results: [{ duration: 1200 }],
          },
        ],
      },
    ],
  })),
});

/** Runs the command over reports of its own. */
function prove(
  name: string,
  ended: (test: NamedTest) => string,
  kinds: readonly Runner[] = RUNNERS,
) {
  const at = join(folder, name);
  mkdirSync(at);
  const tests = allPromises().flatMap((promise) => promise.tests);
  for (const kind of kinds) {
    const own = tests.filter(({ file }) => runnerOf(file) === kind);
    const make = kind === 'e2e' ? playwrightReport : vitestReport;
    writeFileSync(join(at, `${kind}.json`), JSON.stringify(make(own, ended)));
  }
  const args = ['--import', 'tsx', 'scripts/prove.ts', '--reports', at, '--out', at, '--soak', at];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const page = readFileSync(join(at, 'promises.html'), 'utf8');
  return {
    status,
    stderr,
    page,
    json: JSON.parse(readFileSync(join(at, 'promises.json'), 'utf8')),
  };
}

const promise = (...tests: readonly NamedTest[]): Promised => ({
  document: 'd',
  section: 's',
  what: 'w',
  control: 'c',
  tests,
});

const A = { file: 'src/a.test.ts', title: 'keeps %s apart' };
const none: Reports = { unit: null, browser: null, e2e: null };
const ran = (name: string, state: 'passed' | 'failed' | 'skipped') =>
  ({ file: A.file, name, state, ms: 1, figures: [] }) as const;

describe('npm run prove', () => {
  it('says that every promise is kept where every test passed, with status 0', () => {
    const { status, page, json } = prove('kept', () => 'passed');
    expect(status).toBe(0);
    expect(page).toContain('Every promise is kept.');
    expect(json.promises).toHaveLength(allPromises().length);
    expect(new Set(json.promises.map(({ state }: { state: string }) => state))).toEqual(
      new Set(['kept']),
    );
    // Self-contained: it can be sent to somebody.
    expect(page).not.toMatch(/<(?:script|link|img)\b|\b(?:src|href)=|url\(/);
  });

  it('shows a broken promise as broken, with the test that failed, and ends with status 1', () => {
    const broken = allPromises()[3]?.tests[0];
    const isIt = ({ file, title }: NamedTest) => file === broken?.file && title === broken.title;
    const { status, stderr, page, json } = prove('broken', (test) =>
      isIt(test) ? 'failed' : 'passed',
    );
    expect(status).toBe(1);
    expect(stderr).toContain(`broken: ${allPromises()[3]?.what}`);
    expect(stderr).toContain(broken?.title);
    expect(page).toMatch(/<tr data-state="broken">/);
    expect(page).toContain('1 promise broken.');
    expect(json.promises[3]).toMatchObject({ state: 'broken' });
  });

  it('does not count as kept what was not run, and ends with status 1 where nothing was', () => {
    const some = prove('unit alone', () => 'passed', ['unit']);
    expect(some.status).toBe(0);
    expect(some.page).toContain('Not everything was run here.');
    const states = some.json.promises.map(({ state }: { state: string }) => state);
    expect(states).toContain('not seen');
    expect(states).toContain('in part');
    expect(prove('nothing', () => 'passed', []).status).toBe(1);
  });
});

describe('a promise', () => {
  it.each([
    ['kept', [ran('keeps two apart', 'passed'), ran('keeps three apart', 'passed')]],
    ['broken', [ran('keeps two apart', 'passed'), ran('keeps three apart', 'failed')]],
    ['broken', [ran('keeps two together', 'passed')]],
    ['broken', [ran('(could not be loaded)', 'failed')]],
    ['not seen', [ran('keeps two apart', 'skipped')]],
  ] as const)('is %s', (state, unit) => {
    expect(judge([promise(A)], { ...none, unit })).toMatchObject([{ state }]);
  });

  it('whose part broke off is broken, with the reason; one that is left out is not kept', () => {
    const fate = (isBroken: boolean, why: string) => new Map([[A.file, { isBroken, why }]]);
    const reports = { ...none, unit: [] };
    expect(judge([promise(A)], reports, fate(true, 'was not done within 9 s'))).toMatchObject([
      { state: 'broken', tests: [{ state: 'failed', failed: ['was not done within 9 s'] }] },
    ]);
    const B = { file: 'src/b.test.ts', title: null };
    const both = { ...none, unit: [{ ...ran('x', 'passed'), file: B.file }] };
    const leftOut = fate(false, 'not run in the short version');
    expect(judge([promise(A), promise(A, B)], both, leftOut)).toMatchObject([
      { state: 'not seen', tests: [{ state: 'not run', why: 'not run in the short version' }] },
      { state: 'in part' },
    ]);
    // One of a file's tests ran: that is not the whole file.
    const whole = { file: A.file, title: null };
    const why = new Map([[fateOfTest(whole), { isBroken: false, why: 'takes long' }]]);
    const one = { ...none, unit: [ran('keeps two apart', 'passed')] };
    expect(judge([promise(A), promise(whole)], one, why)).toMatchObject([
      { state: 'kept' },
      { state: 'not seen', tests: [{ why: 'takes long' }] },
    ]);
  });

  it('that names no test is broken, and one of a kind that was not run is not seen', () => {
    const judged = judge([promise(), promise(A)], none);
    expect(judged.map(({ state }) => state)).toEqual(['broken', 'not seen']);
    expect(sumOf(judged)).toEqual({ kept: 0, 'in part': 0, 'not seen': 1, broken: 1 });
  });
});

describe('a report', () => {
  it('of Vitest says that a file could not be loaded, and what tests counted', () => {
    const report = {
      testResults: [
        { name: '/x/src/a.test.ts', status: 'failed', assertionResults: [] },
        {
          name: '/x/src/b.test.ts',
          status: 'passed',
          assertionResults: [
            { ancestorTitles: [], title: 't', status: 'passed', meta: { figures: ['12 of 12'] } },
          ],
        },
      ],
    };
    expect(testsOf(report)).toMatchObject([
      { file: 'src/a.test.ts', state: 'failed' },
      { file: 'src/b.test.ts', state: 'passed', figures: ['12 of 12'] },
    ]);
  });

  it('of Playwright says what passed at the second try only', () => {
    const spec = { title: 't', tests: [{ status: 'flaky', results: [{ duration: 5 }] }] };
    const late = { title: 'u', tests: [{ status: 'skipped', results: [] }] };
    const inner = { title: 'the wall', file: 'a.spec.ts', specs: [spec, late] };
    expect(testsOf({ suites: [{ title: 'a', file: 'a.spec.ts', suites: [inner] }] })).toEqual([
      {
        file: 'e2e/a.spec.ts',
        name: 'the wall t',
        state: 'passed',
        ms: 5,
        figures: ['at the second try'],
      },
      // Time was over before it: that is no test that skipped itself.
      {
        file: 'e2e/a.spec.ts',
        name: 'the wall u (did not come to run)',
        state: 'failed',
        ms: 0,
        figures: [],
      },
    ]);
  });

  it('that time cut short is no whole one, and is run again by the next run', () => {
    const ran = (results: readonly { readonly duration: number }[]) => {
      const specs = [{ title: 't', tests: [{ status: 'unexpected', results }] }];
      return testsOf({ suites: [{ title: 'a', file: 'a.spec.ts', specs }] });
    };
    expect(isWhole(ran([{ duration: 5 }]))).toBe(true);
    expect(isWhole(ran([]))).toBe(false);
  });
});

describe('the parts', () => {
  const tests = [
    { file: 'e2e/a.spec.ts', title: 'a (b)' },
    { file: 'e2e/b.spec.ts', title: null },
    { file: 'e2e/b.spec.ts', title: 'also named' },
  ];

  it('run of a browser test’s file only what is named, unless all of it is', () => {
    expect(commandOf('e2e', tests, '')).toEqual([
      ...['playwright', 'test', 'e2e/a.spec.ts', 'e2e/b.spec.ts'],
      ...['--grep', 'b\\.spec\\.ts|a \\(b\\)'],
    ]);
    const files = (name: string, title: string | null) => ({
      file: `src/${name}.browser.test.ts`,
      title,
    });
    const [whole, named] = partsOf('browser', [files('a', null), files('b', 'c (d)')], String);
    expect(whole?.command.slice(-1)).toEqual(['src/a.browser.test.ts']);
    expect(whole?.command).not.toContain('-t');
    expect(named?.command.slice(-3)).toEqual(['-t', 'c \\(d\\)', 'src/b.browser.test.ts']);
  });

  it('have every file that is named once, few at a time', () => {
    const named = allPromises().flatMap((promise) => promise.tests);
    const parts = RUNNERS.flatMap((runner) => partsOf(runner, named, String));
    const files = parts.flatMap((part) => part.files);
    expect(files.toSorted()).toEqual([...new Set(named.map(({ file }) => file))].toSorted());
    expect(Math.max(...parts.map((part) => part.files.length))).toBeLessThanOrEqual(12);
    expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  });

  it('leave out for the short version nothing that no promise names', () => {
    const tests = allPromises().flatMap((promise) => promise.tests);
    const named = new Set(tests.flatMap(({ file, title }) => [file, `${file} "${title}"`]));
    expect([...Object.values(LEFT_OUT).flat(), ...QUICK].filter((one) => !named.has(one))).toEqual(
      [],
    );
    const why = (file: string, title: string | null = null) => whyLeftOut({ file, title });
    expect(why('src/queue/contract.test.ts')).toMatch(/^not run in the short version: /);
    expect(why('e2e/no-egress.spec.ts')).toBeNull();
    // One test of a file runs, and the file as a whole is not taken for it.
    expect(why('e2e/attention.spec.ts', 'the wall')).toBeNull();
    expect(why('e2e/attention.spec.ts')).not.toBeNull();
  });

  it('that are not done in time are ended with all that they started, and said to be', async () => {
    const child =
      "require('child_process').spawn(process.execPath,['-e','setInterval(()=>{},1e3)'],{stdio:'inherit'})";
    const ended = await runCommand([process.execPath, '-e', `${child};setInterval(()=>{},1e3)`], {
      seconds: 1,
    });
    expect(ended.why).toBe('was not done within 1 s');
    expect(ended.seconds).toBeLessThan(20);
  }, 30_000);

  it('of an earlier run stand for the same sources and the same command alone', () => {
    const at = join(folder, 'kept');
    keptParts(at, 'one').put('unit 1 of 2', ['a'], 7);
    expect(keptParts(at, 'one').take('unit 1 of 2', ['a'])).toBe(7);
    expect(keptParts(at, 'one').take('unit 1 of 2', ['b'])).toBeNull();
    expect(keptParts(at, 'two').take('unit 1 of 2', ['a'])).toBeNull();
    expect(keptParts(at, null).take('unit 1 of 2', ['a'])).toBeNull();
  });
});
