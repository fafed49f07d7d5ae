/**
 * From files in the picker to a ranked list: 20 synthetic studies of 32 slices through the built app's own UI, and what
 * 10 and 100 studies take in memory.
 */
import { writeFileSync } from 'node:fs';
import { readArguments } from '../command.ts';
import { type BenchApp, engineText, give, notesOf, startApp, whenDone } from './app.ts';
import { ctIchStudies } from './ct-ich-studies.ts';
import { type MemoryRow, measureMemory } from './memory.ts';
import type { BenchNotes, Snapshot } from './page/watch-app.d.ts';
import { median } from './statistics.ts';
import { paintedStudies } from './studies.ts';
import { timelineSvg } from './timeline-svg.ts';

const STUDIES = 20;
const SLICES = 32;
/** All rows are on the screen: 76 px each. */
const TALL = 1900;
const QUARTER = 0.25;
const GOALS = { firstRankingPart: QUARTER, memoryGrowth: 1.2 };

const USAGE = `usage: npm run bench -- pipeline [--json] [--model NAME] [--heads painted|ct-ich] [--rounds 3] [--queues 10,40,100]
         [--no-memory] [--picture FILE.svg]

From files in the picker to a ranked list, through the built app's own screen, and what queues take in memory.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  model: { type: 'string' },
  heads: { type: 'string', default: 'painted' },
  rounds: { type: 'string', default: '3' },
  queues: { type: 'string', default: '10,40,100' },
  'no-memory': { type: 'boolean', default: false },
  picture: { type: 'string' },
});

/** Seconds from the files in the picker. */
interface PipelineRow {
  readonly firstRow: number;
  readonly firstRanked: number;
  readonly firstRanking: number;
  readonly whole: number;
  readonly slicesPerSecond: number;
  readonly firstRankingPart: number;
  readonly topFiveKept: number;
  /** In the last ranking before a quarter of the time is over; NaN where not all studies were placed by then. */
  readonly topFiveKeptAtQuarter: number;
  readonly sameTopFiveInOrder: boolean;
  readonly notAnalyzed: number;
  readonly longestTaskMs: number;
  /** Main-thread tasks over 50 ms: when (s) and how long (ms). */
  readonly longTasks: readonly (readonly [number, number])[];
}

const topFive = ({ rows }: Snapshot): readonly string[] =>
  [...rows]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 5)
    .map(({ key }) => key);

function found(snapshots: readonly Snapshot[], test: (snapshot: Snapshot) => boolean): Snapshot {
  const snapshot = snapshots.find(test);
  if (snapshot === undefined) throw new Error('The list never came so far.');
  return snapshot;
}

function rowOf({ given, snapshots, longTasks }: BenchNotes, slices: number): PipelineRow {
  const all = ({ rows }: Snapshot) => rows.length === STUDIES;
  const done = ({ state }: Snapshot['rows'][number]) => !/Queued|Reading|Analyzing/.test(state);
  const firstRow = found(snapshots, ({ rows }) => rows.length > 0);
  const firstRanked = found(snapshots, ({ rows }) => rows.some(({ placed }) => placed));
  const first = found(snapshots, (each) => all(each) && each.rows.every(({ placed }) => placed));
  const whole = found(snapshots, (each) => all(each) && each.rows.every(done));
  const seconds = ({ time }: Snapshot) => (time - given) / 1000;
  const quarter = snapshots.filter(({ time }) => time - given <= (whole.time - given) * QUARTER);
  const then = quarter.at(-1);
  const tasks = longTasks.filter(({ start }) => start > given);
  const late = topFive(whole);
  const kept = (early: Snapshot) => topFive(early).filter((key) => late.includes(key)).length;
  return {
    firstRow: seconds(firstRow),
    firstRanked: seconds(firstRanked),
    firstRanking: seconds(first),
    whole: seconds(whole),
    slicesPerSecond: slices / seconds(whole),
    firstRankingPart: seconds(first) / seconds(whole),
    topFiveKept: kept(first),
    topFiveKeptAtQuarter: then !== undefined && then.time >= first.time ? kept(then) : Number.NaN,
    sameTopFiveInOrder: topFive(first).join() === late.join(),
    notAnalyzed: whole.rows.filter(({ state }) => state.startsWith('Not')).length,
    longestTaskMs: Math.max(0, ...tasks.map(({ ms }) => ms)),
    longTasks: tasks.map(({ start, ms }) => [(start - given) / 1000, ms]),
  };
}

async function round(app: BenchApp, files: readonly string[]): Promise<[BenchNotes, string]> {
  const page = await app.open({ height: TALL });
  const engine = await engineText(page);
  await give(page, files);
  await whenDone(page, STUDIES, 600_000);
  const notes = await notesOf(page);
  await page.context().close();
  return [notes, engine];
}

async function filesOf(heads: string): Promise<readonly string[]> {
  if (heads !== 'ct-ich') return paintedStudies(STUDIES, SLICES);
  const files = await ctIchStudies(STUDIES);
  if (files === null) throw new Error('The ct-ich set is not at ../shared/data/ct-ich.');
  return files;
}

async function main(): Promise<boolean> {
  const files = await filesOf(options.heads);
  const app = await startApp(options.model);
  try {
    const rows: PipelineRow[] = [];
    let engine = '';
    for (let index = 0; index < Number(options.rounds); index += 1) {
      const [notes, text] = await round(app, files);
      engine = text;
      rows.push(rowOf(notes, files.length));
      if (options.picture !== undefined) writeFileSync(options.picture, timelineSvg(notes));
      console.error(`  round ${index + 1}: ${JSON.stringify(rows.at(-1))}`);
    }
    const memory: MemoryRow[] = [];
    for (const studies of options['no-memory'] ? [] : options.queues.split(',').map(Number)) {
      memory.push(await measureMemory(app, studies));
      console.error(`  ${JSON.stringify(memory.at(-1))}`);
    }
    return report(rows, memory, { engine, rounds: rows.length, ...app.conditions() });
  } finally {
    await app.close();
  }
}

const NAMES = {
  firstRow: 'first row, s',
  firstRanked: 'first ranked row, s',
  firstRanking: 'first ranking of all, s',
  whole: 'whole analysis, s',
  slicesPerSecond: 'slices a second',
  firstRankingPart: 'first ranking / whole',
  topFiveKept: 'of the first top five, in the last',
  topFiveKeptAtQuarter: 'of the top five at a quarter of the time, in the last',
  longestTaskMs: 'longest main-thread task, ms',
} as const;

function report(
  rows: readonly PipelineRow[],
  memory: readonly MemoryRow[],
  conditions: Readonly<Record<string, unknown>>,
): boolean {
  /** From a queue of the list to the longest one. */
  const growth = (of: (row: MemoryRow) => number | null, from = 0): number | null => {
    const sizes = memory.map(of);
    const [few, many] = [sizes[from], sizes.at(-1)];
    return few == null || many == null ? null : many / few;
  };
  const ratios = {
    firstRankingPart: median(rows.map((row) => row.firstRankingPart)),
    rendererPeakGrowth: growth(({ rendererPeak }) => rendererPeak),
    rendererPeakGrowthFromSecond: growth(({ rendererPeak }) => rendererPeak, 1),
    javascriptGrowth: growth(({ javascriptAtEnd }) => javascriptAtEnd),
  };
  const goals = {
    firstRankingWithin25Percent: ratios.firstRankingPart <= GOALS.firstRankingPart,
    sameTopFive: rows.every(({ topFiveKept }) => topFiveKept === 5),
    memoryFlat:
      memory.length === 0
        ? null
        : (ratios.rendererPeakGrowth ?? ratios.javascriptGrowth ?? Number.NaN) <=
          GOALS.memoryGrowth,
  };
  if (options.json) {
    console.log(JSON.stringify({ rows, memory, ratios, goals, conditions }));
  } else {
    console.log('| what | median [min-max] |\n|---|---|');
    for (const [key, name] of Object.entries(NAMES)) {
      const values = rows.map((row) => Number(Reflect.get(row, key))).filter(Number.isFinite);
      if (values.length === 0) continue;
      const [low, high] = [Math.min(...values), Math.max(...values)];
      console.log(
        `| ${name} | ${median(values).toFixed(2)} [${low.toFixed(2)}-${high.toFixed(2)}] |`,
      );
    }
    for (const row of memory) console.log(JSON.stringify(row));
    for (const each of [ratios, goals, conditions]) console.log(JSON.stringify(each));
  }
  return rows.every(({ notAnalyzed }) => notAnalyzed === 0);
}

if (!(await main())) {
  console.error('Studies were not analyzed: the figures are not those of the whole work.');
  process.exitCode = 1;
}
