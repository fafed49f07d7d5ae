import { execFileSync } from 'node:child_process';
import { readArguments } from './command.ts';
import { planOf } from './layers/plan.ts';
import type { Source } from './layers/trespasses.ts';

const USAGE = `usage: npx tsx scripts/plan-of-house.ts [REVISION...]

The plan of the house as Markdown, of HEAD or of each revision given: the rooms of src with folders, files, lines, tests, largest
file and arrows (imports of other rooms), and what else is long.`;

const { positionals } = readArguments(USAGE, {}, true);

const git = (...args: string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 });

/** All files of a revision whose names end as given, each with its text. */
function filesOf(revision: string, ending: RegExp): readonly Source[] {
  return git('ls-tree', '-r', '--name-only', revision)
    .split('\n')
    .filter((path) => ending.test(path))
    .map((path) => ({ path, text: git('show', `${revision}:${path}`) }));
}

const linesOf = (text: string): number => text.split('\n').length - 1;

for (const revision of positionals.length > 0 ? positionals : ['HEAD']) {
  const files = filesOf(revision, /\.(?:tsx?|css|py)$|^biome\.json$/);
  const sources = files.filter(
    ({ path }) => /^src\/.*\.tsx?$/.test(path) && !path.includes('/kernels/'),
  );
  const rooms = planOf(sources);
  console.log(`## ${git('log', '-1', '--format=%h %as', revision).trim()}\n`);
  console.log('| room | folders | files | lines | tests | largest file | uses |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { name, folders, files: count, lines, tests, largest, uses } of rooms) {
    const arrows = uses.map(({ room, imports }) => `${room} ${imports}`).join(', ');
    console.log(
      `| ${name} | ${folders} | ${count} | ${lines} | ${tests} | ${largest.path.slice('src/'.length + (name === 'app' ? 0 : name.length + 1))} ${largest.lines} | ${arrows} |`,
    );
  }
  const largestOf = (ending: RegExp, tests: boolean): string => {
    const [most] = files
      .filter(
        ({ path }) =>
          ending.test(path) && tests === /\.(?:test|spec|fixture)\.|tests?\//.test(path),
      )
      .map(({ path, text }) => ({ path, lines: linesOf(text) }))
      .sort((a, b) => b.lines - a.lines);
    return most === undefined ? '' : `${most.path} ${most.lines}`;
  };
  console.log(
    `\nLargest: ${[/\.ts$/, /\.tsx$/, /\.css$/, /\.py$/].map((ending) => largestOf(ending, false)).join(', ')}; test ${largestOf(/\.tsx?$/, true)}; biome.json ${linesOf(files.find(({ path }) => path === 'biome.json')?.text ?? '')} lines.\n`,
  );
}
