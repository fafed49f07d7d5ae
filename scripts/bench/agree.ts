/**
 * The same studies through every engine in the built app: one ranking, and numbers that differ by no more than the screen's
 * rounding. Exit code 1 where they do not. Engines on an emulated GPU are right but slow.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINE_KINDS, messageOf } from '../../src/base/index.ts';
import { readArguments } from '../command.ts';
import { type BenchApp, engineText, give, notesOf, startApp, whenDone } from './app.ts';
import { copiedStudies } from './studies.ts';

/** All but tfjs in plain JavaScript, which takes minutes. */
const ENGINES = ENGINE_KINDS.filter((kind) => kind !== 'tfjs-cpu');
const REAL = fileURLToPath(new URL('../../../shared/data/dicom/cq500', import.meta.url));
/** The screen shows two digits. */
const ROUNDING = 0.0101;

const USAGE = `usage: npm run bench -- agree [PATH...] [--json] [--model NAME] [--engines KIND,...]

The same studies through every engine in the built app: one ranking and the same numbers, or exit status 1.`;

const { values: options, positionals } = readArguments(
  USAGE,
  {
    json: { type: 'boolean', default: false },
    model: { type: 'string' },
    engines: { type: 'string', default: ENGINES.join() },
  },
  true,
);

function filesBelow(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** The paths given; else the real studies beside the checkout; else painted ones. */
async function chosenFiles(): Promise<readonly string[]> {
  if (positionals.length > 0) return positionals.flatMap(filesBelow);
  if (existsSync(REAL)) return filesBelow(REAL);
  console.error('No real studies at hand: painted ones are used.');
  return copiedStudies(10, 12, 10);
}

interface Answer {
  readonly engine: string;
  /** What the app says it runs on. */
  readonly text: string;
  readonly seconds: number;
  /** In the order of their ranks. */
  readonly studies: readonly { readonly key: string; readonly any: string }[];
}

async function ask(app: BenchApp, engine: string, files: readonly string[]): Promise<Answer> {
  const page = await app.open({ engine, height: 1400 });
  try {
    const text = await engineText(page);
    await give(page, files);
    await whenDone(page, null, 900_000);
    const notes = await notesOf(page);
    const last = notes.snapshots.at(-1);
    if (last === undefined) throw new Error('The list stayed empty.');
    const studies = [...last.rows].sort((a, b) => a.rank - b.rank);
    return { engine, text, seconds: (last.time - notes.given) / 1000, studies };
  } finally {
    await page.context().close();
  }
}

async function main(): Promise<boolean> {
  const files = await chosenFiles();
  const app = await startApp(options.model, { softwareGpu: true });
  const answers: Answer[] = [];
  const failed: { readonly engine: string; readonly why: string }[] = [];
  try {
    for (const engine of options.engines.split(',')) {
      try {
        answers.push(await ask(app, engine, files));
        console.error(`  ${engine}: ${answers.at(-1)?.text}`);
      } catch (error) {
        failed.push({ engine, why: messageOf(error).split('\n')[0] ?? '' });
      }
    }
  } finally {
    await app.close();
  }
  const [first] = answers;
  const order = ({ studies }: Answer): string => studies.map(({ key }) => key).join();
  const sameOrder = answers.every(
    (answer) => first !== undefined && order(answer) === order(first),
  );
  const differences = answers.flatMap(({ studies }) =>
    studies.map(({ key, any }) => {
      const other = first?.studies.find((study) => study.key === key)?.any;
      return Math.abs(Number(any) - Number(other));
    }),
  );
  const most = Math.max(...differences.filter((value) => !Number.isNaN(value)), 0);
  if (options.json) {
    console.log(JSON.stringify({ answers, failed, sameOrder, maxShownDifference: most }));
  } else {
    console.log('| engine | it says | any, in the order of the ranks | s |\n|---|---|---|---|');
    for (const { engine, text, studies, seconds } of answers) {
      const shown = studies.map(({ any }) => (any === '' ? 'none' : any)).join(', ');
      console.log(`| ${engine} | ${text} | ${shown} | ${seconds.toFixed(1)} |`);
    }
    for (const { engine, why } of failed) console.log(`| ${engine} | failed: ${why} | | |`);
    console.log(`Same order: ${sameOrder}; largest difference on the screen: ${most.toFixed(2)}`);
  }
  return failed.length === 0 && sameOrder && most <= ROUNDING;
}

if (!(await main())) process.exitCode = 1;
