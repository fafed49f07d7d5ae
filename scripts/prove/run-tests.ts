import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.ts';
import { ensureChromium } from '../find-browser.ts';
import { type NamedTest, ROOT } from '../promises/read-promises.ts';
import { type Ran, type Reports, type Runner, runnerOf, testsOf } from './reports.ts';
import { titlePattern } from './title-pattern.ts';

/** Where Playwright's own configuration puts its report. */
const E2E_REPORT = '.cache/test-reports/e2e.json';

/** The script behind a package's command. */
const BINS: Readonly<Record<string, string>> = {
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};
const binOf = (name: string): string => join(ROOT, BINS[name] ?? name);

/**
 * The command lines that run these tests. Browser and end-to-end tests are slow: of their files only the tests that are named run, unless all
 * of a file is.
 */
export function commandsOf(
  runner: Runner,
  tests: readonly NamedTest[],
  report: string,
): readonly (readonly string[])[] {
  const all = [...new Set(tests.map(({ file }) => file))].toSorted();
  const whole = new Set(tests.filter(({ title }) => title === null).map(({ file }) => file));
  const titles = [
    ...new Set(
      tests.filter(({ file }) => !whole.has(file)).map(({ title }) => titlePattern(title ?? '')),
    ),
  ];
  if (runner === 'e2e') {
    // Playwright looks in "file describe title".
    const names = [...whole].map((file) => titlePattern(file.replace(/^e2e\//, '')));
    return [['playwright', 'test', ...all, '--grep', [...names, ...titles].join('|')]];
  }
  const vitest = (files: readonly string[], ...more: readonly string[]) => {
    const out = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return ['vitest', 'run', '--project', runner, ...out, ...more, ...files];
  };
  if (runner === 'unit') return [vitest(all)];
  const named = all.filter((file) => !whole.has(file));
  return [
    ...(whole.size === 0 ? [] : [vitest([...whole].toSorted())]),
    ...(named.length === 0 ? [] : [vitest(named, '-t', titles.join('|'))]),
  ];
}

/** Runs the tests of one kind. What could not be run is not there, and keeps no promise. */
function runAll(runner: Runner, tests: readonly NamedTest[], folder: string): readonly Ran[] {
  const report = runner === 'e2e' ? E2E_REPORT : join(folder, `${runner}.json`);
  const env = { ...process.env };
  if (runner !== 'unit') env.CHROME_PATH = ensureChromium();
  if (runner === 'e2e') build();
  return commandsOf(runner, tests, report).flatMap((command) => {
    rmSync(report, { force: true });
    console.log(`\n=== ${runner}: npx ${command.slice(0, 4).join(' ')} ... ===`);
    // Without a shell: titles are full of signs that one would take for its own.
    spawnSync(process.execPath, [binOf(command[0] ?? ''), ...command.slice(1)], {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    });
    if (existsSync(report)) return testsOf(JSON.parse(readFileSync(report, 'utf8')));
    console.error(`${runner}: there is no report; its tests count as not there.`);
    return [];
  });
}

/** Runs every test that is named, of the kinds that are wanted. */
export function runTests(
  tests: readonly NamedTest[],
  wanted: readonly Runner[],
  folder: string,
): Reports {
  mkdirSync(folder, { recursive: true });
  const run = (runner: Runner): readonly Ran[] | null =>
    wanted.includes(runner)
      ? runAll(
          runner,
          tests.filter(({ file }) => runnerOf(file) === runner),
          folder,
        )
      : null;
  return { unit: run('unit'), browser: run('browser'), e2e: run('e2e') };
}
