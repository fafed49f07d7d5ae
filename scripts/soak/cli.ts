import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sample, SoakPlan } from './judge.ts';
import { makeStudy } from './made-studies.ts';

interface Watched {
  readonly mebibytes: number;
  readonly handles: number;
  readonly resources: number;
  readonly listeners: number;
}

/** What one run of the command held at most, of `studies` studies that it must all have analyzed. */
async function run(folder: string, studies: number, log: string): Promise<Sample> {
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
      '--json',
    ],
    { env: { ...process.env, SOAK_LOG: log }, maxBuffer: 1024 ** 3 },
  );
  const { studies: listed } = JSON.parse(stdout) as { readonly studies: readonly unknown[] };
  if (listed.length !== studies) throw new Error(`${listed.length} of ${studies} were listed.`);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const watched = lines.map((line) => JSON.parse(line) as Watched);
  const most = (what: keyof Watched) => Math.max(...watched.map((one) => one[what]));
  return {
    studies,
    mebibytes: most('mebibytes'),
    counts: {
      // At the end: while files are read, several are open at a time.
      handles: watched.at(-1)?.handles ?? 0,
      resources: most('resources'),
      listeners: most('listeners'),
    },
  };
}

/** Runs the command over a third, half (or 50) and all of the studies, and compares what each held at most. */
export async function soakCli({ folder, studies, slices }: SoakPlan): Promise<readonly Sample[]> {
  const warm = Math.min(50, Math.floor(studies / 2));
  mkdirSync(folder, { recursive: true });
  const samples: Sample[] = [];
  let made = 0;
  for (const upTo of [Math.floor(warm / 2), warm, studies]) {
    while (made < upTo) {
      made += 1;
      makeStudy(join(folder, 'studies'), made, slices);
    }
    samples.push(await run(join(folder, 'studies'), upTo, join(folder, `${upTo}.jsonl`)));
  }
  return samples;
}
