import { isAbort, messageOf } from '#base';
import { progressLine } from '../src/cli/progress.ts';
import { endWithUsage, readArguments } from './command.ts';
import type { PartHooks } from './figures/claims.ts';
import { keeper, stateOf } from './figures/keep.ts';
import { PARTS, publishedFigures } from './figures/parts.ts';
import { isSound, type PartResult, rowsOf, textOf } from './figures/report.ts';
import { sourcesState } from './prove/sources.ts';

const USAGE = `usage: npm run figures -- [--all] [--speed] [--only PART[,PART]] [--data ../shared/data] [--fresh] [--json] [--each]

Measures the published figures of docs/accuracy.md, docs/comparison.md and docs/performance.md anew and says of every one: the same, differs and by what, or
can't be had here and why. Without options what takes minutes: ${PARTS.filter(
  ({ when }) => when === 'quick',
)
  .map(({ name }) => name)
  .join(', ')}.

  --all     the long ones, too: ${PARTS.filter(({ when }) => when === 'long')
    .map(({ name }) => name)
    .join(', ')}
  --speed   and those of time, which need a machine that does nothing else: ${PARTS.filter(
    ({ when }) => when === 'speed',
  )
    .map(({ name }) => name)
    .join(', ')}
  --only    these parts alone
  --data    the labeled data, which are not part of the repository
  --fresh   takes nothing of an earlier run
  --each    a line also of each figure that can't be had
  --json    the same for programs

Ctrl+C ends it with what is known by then; what was finished under the same sources is not measured again. Ends with status 1 where a figure differs, or stands in a table
of which nobody says what it is of.`;

const { values } = readArguments(USAGE, {
  all: { type: 'boolean', default: false },
  speed: { type: 'boolean', default: false },
  only: { type: 'string' },
  data: { type: 'string', default: '../shared/data' },
  fresh: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  each: { type: 'boolean', default: false },
});
const only = values.only?.split(',');
const stray = only?.filter((name) => PARTS.every((each) => each.name !== name)) ?? [];
if (stray.length > 0) {
  endWithUsage(USAGE, `--only ${stray}? There are ${PARTS.map(({ name }) => name).join(', ')}.`);
}

const FLAGS = { quick: '', long: '--all', speed: '--speed' } as const;
const isAsked = ({ name, when }: (typeof PARTS)[number]): boolean =>
  only?.includes(name) ??
  (when === 'quick' || (when === 'long' && values.all) || (when === 'speed' && values.speed));

async function main(): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const line = progressLine(process.stderr);
  const state = values.fresh
    ? null
    : sourcesState('src', 'models', 'scripts/bench', 'scripts/measure-dense.ts');
  const hooks: PartHooks = {
    onStep: (what, done, total) => line.bar(what, done, total),
    signal: stop.signal,
    data: values.data,
    kept: keeper('.cache/figures', state === null ? null : stateOf(state, values.data)),
  };
  const results = new Map<string, PartResult>();
  for (const part of PARTS) {
    const { name, when } = part;
    if (!isAsked(part))
      results.set(name, { why: `not asked for: ${FLAGS[when] || `--only ${name}`}` });
    else if (stop.signal.aborted) results.set(name, { why: 'the run was ended before' });
    else {
      line.count(name, 0);
      results.set(
        name,
        await part.measure(hooks).catch((error: unknown): PartResult => {
          if (isAbort(error)) return { why: 'the run was ended in the midst of it' };
          return { why: messageOf(error) };
        }),
      );
    }
  }
  line.clear();
  const { figures, lost } = publishedFigures();
  const rows = rowsOf(figures, PARTS, results);
  console.log(
    values.json ? JSON.stringify({ rows, lost }, null, 2) : textOf(rows, lost, values.each),
  );
  if (!isSound(rows, lost)) process.exitCode = 1;
  if (stop.signal.aborted) process.exitCode = 130;
}

await main();
