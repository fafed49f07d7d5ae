import type { NamedTest } from '../promises/read-promises.ts';
import { type Runner, runnerOf } from './reports.ts';
import { titlePattern } from './title-pattern.ts';

/** A few files of tests that are run by one command. */
export interface TestPart {
  /** "unit 2 of 6". */
  readonly name: string;
  readonly runner: Runner;
  readonly files: readonly string[];
  /** A package's command and its arguments. */
  readonly command: readonly string[];
  readonly limitSeconds: number;
}

/** Files of one part: few enough that a part that breaks off costs little, many enough that starting is no great share. */
const FILES: Readonly<Record<Runner, number>> = { unit: 12, browser: 12, e2e: 4 };
/** To start with, and for each file, or each named test of a browser: several times what they take. */
const SECONDS: Readonly<Record<Runner, readonly [number, number]>> = {
  unit: [120, 30],
  browser: [180, 60],
  e2e: [120, 60],
};

/**
 * The command line that runs these tests. Browser and end-to-end tests are slow: of their files only the tests that are named run, unless all
 * of a file is.
 */
export function commandOf(
  runner: Runner,
  tests: readonly NamedTest[],
  report: string,
): readonly string[] {
  const files = [...new Set(tests.map(({ file }) => file))].toSorted();
  const whole = new Set(tests.filter(({ title }) => title === null).map(({ file }) => file));
  const named = tests.filter(({ file }) => !whole.has(file));
  const titles = [...new Set(named.map(({ title }) => titlePattern(title ?? '')))];
  if (runner === 'e2e') {
    // Playwright looks in "file describe title".
    const names = [...whole].map((file) => titlePattern(file.replace(/^e2e\//, '')));
    return ['playwright', 'test', ...files, '--grep', [...names, ...titles].join('|')];
  }
  const out = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const only = runner === 'unit' || named.length === 0 ? [] : ['-t', titles.join('|')];
  return ['vitest', 'run', '--project', runner, ...out, ...only, ...files];
}

const inGroups = (files: readonly string[], size: number): readonly (readonly string[])[] => {
  const groups = Math.ceil(files.length / size);
  // Dealt out like cards: neighbors in the alphabet are often alike in length.
  return Array.from({ length: groups }, (_, at) =>
    files.filter((_file, index) => index % groups === at),
  );
};

/** The parts that run these tests of one kind. */
export function partsOf(
  runner: Runner,
  tests: readonly NamedTest[],
  reportOf: (name: string) => string,
): readonly TestPart[] {
  const own = tests.filter(({ file }) => runnerOf(file) === runner);
  const whole = new Set(own.filter(({ title }) => title === null).map(({ file }) => file));
  const files = [...new Set(own.map(({ file }) => file))].toSorted();
  // Vitest takes words of titles for all files of a command alike: files of which all is run have one of their own.
  const kinds =
    runner === 'browser'
      ? [files.filter((file) => whole.has(file)), files.filter((file) => !whole.has(file))]
      : [files];
  const groups = kinds.flatMap((kind) => inGroups(kind, FILES[runner]));
  const [start, each] = SECONDS[runner];
  return groups.map((group, at) => {
    const name = `${runner} ${at + 1} of ${groups.length}`;
    const inGroup = own.filter(({ file }) => group.includes(file));
    const count = runner === 'unit' ? group.length : new Set(inGroup.map((one) => one.title)).size;
    return {
      name,
      runner,
      files: group,
      command: commandOf(runner, inGroup, reportOf(name)),
      limitSeconds: start + each * (count + 5 * group.filter((file) => whole.has(file)).length),
    };
  });
}
