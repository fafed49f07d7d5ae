import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CountedList, count } from './counts.ts';
import type { Sample, SoakPlan } from './judge.ts';
import { type Given, makeStudy } from './made-studies.ts';

interface Watched {
  /** Of the whole process. */
  readonly mebibytes: number;
  /** Of JavaScript and WASM, with garbage collected. */
  readonly held: number;
  readonly handles: number;
  readonly resources: number;
  readonly listeners: number;
}

/** What one run of the command held at most, of studies that it must all have listed. */
async function run(folder: string, given: Given, engine: string, log: string): Promise<Sample> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      'tsx',
      '--import',
      './scripts/soak/watch-process.ts',
      'src/cli/triage.ts',
      folder,
      '--model',
      'models/tiny',
      '--engine',
      engine,
      '--json',
    ],
    { env: { ...process.env, SOAK_LOG: log }, maxBuffer: 1024 ** 3 },
  );
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const watched = lines.map((line) => JSON.parse(line) as Watched);
  const most = (what: keyof Watched) => Math.max(...watched.map((one) => one[what]));
  return {
    studies: given.studies,
    mebibytes: most('mebibytes'),
    held: most('held'),
    counts: {
      // At the end: while files are read, several are open at a time.
      handles: watched.at(-1)?.handles ?? 0,
      resources: most('resources'),
      listeners: most('listeners'),
    },
    counted: count(JSON.parse(stdout) as CountedList, given),
  };
}

/** Runs the command over ever more studies, a run each, and says what each held at most. */
export async function* soakCli({
  folder,
  studies,
  slices,
  engine,
  ending,
}: SoakPlan): AsyncGenerator<Sample> {
  const warm = Math.min(50, Math.floor(studies / 2));
  const most = [Math.floor(warm / 2), warm, Math.floor((warm + studies) / 2), studies];
  mkdirSync(folder, { recursive: true });
  const given = { studies: 0, files: 0 };
  for (const upTo of most) {
    if (ending() !== null) return;
    while (given.studies < upTo) {
      given.studies += 1;
      given.files += makeStudy(join(folder, 'studies'), given.studies, slices).length;
    }
    try {
      yield await run(join(folder, 'studies'), given, engine, join(folder, `${upTo}.jsonl`));
    } catch (error) {
      if (ending() === null) throw error; // Else the command was ended with us.
      return;
    }
  }
}
