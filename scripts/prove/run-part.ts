import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from '../find-browser.ts';
import { ROOT } from '../promises/read-promises.ts';
import type { TestPart } from './parts.ts';
import { type Ran, testsOf } from './reports.ts';

/** Where Playwright's own configuration puts its report. */
const E2E_REPORT = '.cache/test-reports/e2e.json';

/** The script behind a package's command. */
const BINS: Readonly<Record<string, string>> = {
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

/** How a command ended. */
export interface Ended {
  /** Null where it was ended from outside. */
  readonly status: number | null;
  readonly said: string;
  readonly seconds: number;
  /** Why it was ended before its own end; null where it was not. */
  readonly why: string | null;
}

/** What ends the command under way, with all that it started. */
export type Stop = (why: string) => void;

/**
 * Runs a command in a group of processes of its own, so that no browser or server of it outlives it. It is ended after so many seconds.
 * `hold` is given what ends it earlier.
 */
export function runCommand(
  command: readonly [string, ...(readonly string[])],
  options: {
    readonly seconds: number;
    readonly env?: NodeJS.ProcessEnv;
    readonly hold?: (stop: Stop) => void;
  },
): Promise<Ended> {
  const started = performance.now();
  const [program, ...args] = command;
  const isWindows = process.platform === 'win32';
  // Without a shell where it can be: titles are full of signs that one would take for its own.
  const child = spawn(program, args, {
    cwd: ROOT,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    shell: isWindows && program === 'npm',
  });
  let said = '';
  for (const [stream, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.on('data', (piece: Buffer) => {
      to.write(piece);
      said = `${said}${piece}`.slice(-20_000);
    });
  }
  let why: string | null = null;
  const signal = (name: NodeJS.Signals) => {
    try {
      if (isWindows || child.pid === undefined) child.kill(name);
      else process.kill(-child.pid, name);
    } catch {
      // It ended by itself meanwhile.
    }
  };
  let later: NodeJS.Timeout | undefined;
  const stop: Stop = (reason) => {
    why ??= reason;
    signal('SIGTERM');
    later ??= setTimeout(() => signal('SIGKILL'), 5000);
  };
  options.hold?.(stop);
  const limit = setTimeout(
    () => stop(`was not done within ${Math.round(options.seconds)} s`),
    options.seconds * 1000,
  );
  return new Promise((done) => {
    const end = (status: number | null, words: string) => {
      clearTimeout(limit);
      clearTimeout(later);
      if (why !== null) signal('SIGKILL'); // What of its group held out.
      done({ status, said: words, seconds: (performance.now() - started) / 1000, why });
    };
    child.on('error', (error) => end(null, String(error)));
    child.on('close', (status) => end(status, said));
  });
}

/** What came of a part: what ran, and why not all did. */
export interface PartRun {
  readonly ran: readonly Ran[];
  readonly seconds: number;
  readonly why: string | null;
}

/** Runs the tests of a part. What left no report is said to have broken off. */
export async function runPart(
  { name, runner, command }: TestPart,
  seconds: number,
  report: string,
  hold: (stop: Stop) => void,
): Promise<PartRun> {
  const [bin = '', ...args] = command;
  const at = runner === 'e2e' ? E2E_REPORT : report;
  rmSync(at, { force: true });
  console.log(`\n=== ${name} ===`);
  const env = { ...process.env };
  if (runner !== 'unit') env.CHROME_PATH = ensureChromium();
  // Playwright ends by itself before it is ended, and says in its report what did not come to run.
  const own = runner === 'e2e' ? ['--global-timeout', `${Math.max(1, seconds - 15) * 1000}`] : [];
  const ended = await runCommand(
    [process.execPath, join(ROOT, BINS[bin] ?? bin), ...args, ...own.map(String)],
    { seconds, env, hold },
  );
  if (existsSync(at)) {
    const ran = testsOf(JSON.parse(readFileSync(at, 'utf8')));
    return { ran, seconds: ended.seconds, why: ended.why };
  }
  const why = ended.why ?? `left no report and ended with ${ended.status ?? ended.said}`;
  return { ran: [], seconds: ended.seconds, why };
}
