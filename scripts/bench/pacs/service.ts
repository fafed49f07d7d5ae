/** `npm run watch` and `npm run worker` as processes, for the benchmark beside a PACS. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const MIB = 1024;
const STOP_MS = 2 * 60_000;

/** A line that a service printed, and when it came here, in milliseconds. */
export interface ServiceLine {
  readonly event: string;
  readonly study?: string;
  readonly came: number;
  readonly [key: string]: unknown;
}

/** A service that runs. */
export interface Service {
  readonly lines: readonly ServiceLine[];
  readonly isAlive: () => boolean;
  /** MiB that it holds; null where there is no /proc. */
  readonly memory: () => number | null;
  readonly pid: number | undefined;
  /** Ends it as a service manager does, or at once, and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts one. `core`: it is held to that one (taskset). */
export function startService(
  command: 'watch' | 'worker',
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  core: number | null = null,
): Service {
  const words = ['--import', 'tsx', `src/cli/${command}.ts`, ...args];
  const child: ChildProcess = spawn(
    core === null ? process.execPath : 'taskset',
    core === null ? words : ['-c', String(core), process.execPath, ...words],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: ServiceLine[] = [];
  let rest = '';
  child.stdout?.on('data', (piece) => {
    const parts = `${rest}${piece}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => ({ ...JSON.parse(line), came: performance.now() })));
  });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    lines,
    isAlive,
    memory: () => residentMiB(child.pid),
    pid: child.pid,
    stop: async (signal = 'SIGTERM') => {
      if (isAlive()) child.kill(signal);
      // A study under way is finished; one that hangs is no reason to lose the figures.
      const patience = setTimeout(() => isAlive() && child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(patience);
    },
  };
}

function residentMiB(pid: number | undefined): number | null {
  try {
    const [, kB] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kB === undefined ? null : Number(kB) / MIB;
  } catch {
    return null;
  }
}

/** Waits until it is so. Rejects where it is not in time, or where somebody who is needed for it is gone. */
export async function until(
  what: string,
  isSo: () => boolean,
  milliseconds: number,
  needed: readonly Service[] = [],
): Promise<void> {
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    if (isSo()) return;
    if (needed.some((one) => !one.isAlive())) throw new Error(`${what}: a service ended before`);
    await wait(20);
  }
  throw new Error(`${what}: not within ${Math.round(milliseconds / 1000)} s`);
}
