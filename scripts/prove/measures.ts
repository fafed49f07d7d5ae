import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../promises/read-promises.ts';
import type { Soaked } from '../soak/judge.ts';

/** Something that is measured beside the tests, by a command of its own. */
export interface Measure {
  readonly name: string;
  readonly command: string;
  /** In words, with the figures. */
  readonly figure: string;
  readonly ok: boolean;
}

/** A command that measures, and how many of its last lines say what came of it. */
interface Measuring {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly lines: number;
}

const MEASURING: readonly Measuring[] = [
  {
    name: 'Mutants of DICOM files and ZIPs',
    script: 'fuzz',
    args: ['--mutants', '20000'],
    lines: 1,
  },
  { name: 'Two builds of the same sources', script: 'reproduce', args: [], lines: 1 },
  { name: 'Studies through one tab and the command line', script: 'soak', args: [], lines: 2 },
];

/** Runs each and says what its last line said. */
export function measureAll(): readonly Measure[] {
  return MEASURING.map(({ name, script, args, lines }) => {
    const words = ['run', '--silent', script, ...(args.length === 0 ? [] : ['--', ...args])];
    console.log(`\n=== npm ${words.join(' ')} ===`);
    const { status, stdout, stderr } = spawnSync('npm', words, {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
      shell: process.platform === 'win32',
    });
    process.stdout.write(stdout);
    const said = `${stdout}\n${status === 0 ? '' : stderr}`
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('Written to'));
    const figure = said.slice(-lines).join('. ') || 'nothing was said';
    return { name, command: `npm ${words.join(' ')}`, figure, ok: status === 0 };
  });
}

/** What `npm run soak` left, where it did; [] else. */
export function soakedIn(folder: string): readonly Soaked[] {
  const path = join(folder, 'soak.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Soaked[]) : [];
}
