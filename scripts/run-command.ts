import { spawn } from 'node:child_process';
import { ROOT } from './promises/read-promises.ts';

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
 * Runs a command in a group of processes of its own, so that no browser or server of it outlives it. What it says is written
 * as it comes, or given to `hear`. It is ended after so many seconds, if it is given any. `hold` is given what ends it earlier.
 */
export function runCommand(
  command: readonly [string, ...(readonly string[])],
  options: {
    readonly seconds?: number;
    readonly hear?: (piece: Buffer) => void;
    readonly hold?: (stop: Stop) => void;
  },
): Promise<Ended> {
  const started = performance.now();
  const [program, ...args] = command;
  const isWindows = process.platform === 'win32';
  // Without a shell where it can be: titles are full of signs that one would take for its own.
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    shell: isWindows && (program === 'npm' || program === 'npx'),
  });
  let said = '';
  for (const [stream, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.on('data', (piece: Buffer) => {
      if (options.hear === undefined) to.write(piece);
      else options.hear(piece);
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
  const { seconds } = options;
  const limit =
    seconds === undefined
      ? undefined
      : setTimeout(() => stop(`was not done within ${Math.round(seconds)} s`), seconds * 1000);
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
