import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type Stop } from '../run-command.ts';
import type { Soaked } from '../soak/judge.ts';

/** Something that is measured beside the tests, by a command of its own. */
export interface Measure {
  readonly name: string;
  readonly command: string;
  /** In words, with the figures; or why there are none. */
  readonly figure: string;
  readonly state: 'kept' | 'broken' | 'not run';
}

/** A command that measures, and how many of its last lines say what came of it. */
export interface Measuring {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly lines: number;
  readonly limitSeconds: number;
}

/** What is measured beside the tests. `isBuilt`: dist/ is of these sources, and one more build is enough to compare. */
export const measuring = (isBuilt: boolean, soak: string): readonly Measuring[] => [
  {
    name: 'Mutants of DICOM files and ZIPs',
    script: 'fuzz',
    args: ['--mutants', '20000'],
    lines: 1,
    limitSeconds: 600,
  },
  {
    name: 'Two builds of the same sources',
    script: 'reproduce',
    args: isBuilt ? ['dist'] : [],
    lines: 1,
    limitSeconds: 600,
  },
  {
    name: 'Studies through one tab and the command line',
    script: 'soak',
    args: ['--out', soak],
    lines: 2,
    // It ends by itself before.
    limitSeconds: 1800,
  },
];

const wordsOf = ({ script, args }: Measuring): readonly string[] => [
  ...['run', '--silent', script],
  ...(args.length === 0 ? [] : ['--', ...args]),
];

/** One that was not measured, and why not. */
export const notMeasured = (one: Measuring, why: string): Measure => ({
  name: one.name,
  command: `npm ${wordsOf(one).join(' ')}`,
  figure: why,
  state: 'not run',
});

/** Runs one and says what its last lines said. */
export async function measure(one: Measuring, hold: (stop: Stop) => void): Promise<Measure> {
  const { name, command } = notMeasured(one, '');
  console.log(`\n=== ${command} ===`);
  const ended = await runCommand(['npm', ...wordsOf(one)], { seconds: one.limitSeconds, hold });
  const said = ended.said
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('Written to'))
    .slice(-one.lines);
  const figure = [...(ended.why === null ? [] : [ended.why]), ...said].join('. ');
  return {
    name,
    command,
    figure: figure || 'nothing was said',
    state: ended.status === 0 && ended.why === null ? 'kept' : 'broken',
  };
}

/** What `npm run soak` left, where it did; [] else. */
export function soakedIn(folder: string): readonly Soaked[] {
  const path = join(folder, 'soak.json');
  if (!existsSync(path)) return [];
  const kept = JSON.parse(readFileSync(path, 'utf8')) as readonly Soaked[];
  return kept.filter(({ planned }) => planned !== undefined); // Earlier versions said less.
}
