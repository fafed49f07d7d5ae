import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain, readArguments } from './command.ts';
import { painterVersion } from './samples/painter-version.ts';

const USAGE = `usage: npm run build

Makes dist/: the synthetic sample studies, the app, and the model packages beside it.`;

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function run(label: string, command: string, args: readonly string[]): void {
  console.error(`${label} ...`);
  const result = spawnSync(command, args, {
    cwd: ROOT,
    // All of it to stderr: what a caller prints may be read by a program.
    stdio: ['inherit', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`${label} failed (${command} ${args.join(' ')}).`);
}

function makeSamples(): void {
  run('Making the synthetic sample studies', 'npx', ['tsx', 'scripts/make-samples.ts']);
}

/** Makes the sample studies where they are missing, or where other sources painted them. */
export function ensureSamples(): void {
  if (!arePainted(join(ROOT, 'public/samples'))) makeSamples();
}

/** Whether a folder has its list, painted by these sources: the list is written last. */
function arePainted(folder: string): boolean {
  const list = join(folder, 'index.json');
  if (!existsSync(list)) return false;
  const { paintedBy }: { paintedBy?: unknown } = JSON.parse(readFileSync(list, 'utf8'));
  return paintedBy === painterVersion();
}

/**
 * Builds the app, and the samples where they are missing or stale. The app always: Vite takes seconds, and a check of what is stale would
 * be a second build system with faults of its own.
 */
export function build(): void {
  ensureSamples();
  run('Building the app', 'npx', ['vite', 'build']);
}

if (isMain(import.meta.url)) {
  readArguments(USAGE, {});
  try {
    build();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
