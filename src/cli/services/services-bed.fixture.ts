import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

interface Line {
  readonly event: string;
  readonly study?: string;
  readonly [key: string]: unknown;
}

/** A service that runs: what it printed, and how it ended. */
export interface Service {
  readonly child: ChildProcess;
  readonly lines: Line[];
  readonly ended: Promise<number | null>;
  readonly errors: () => string;
}

/**
 * Makes the commands one file each, and what they share, in a folder of its own, which it gives: they start in a fraction of the time that
 * their sources take.
 */
export async function bundleCommands(): Promise<string> {
  await mkdir('.cache', { recursive: true });
  const bundle = await mkdtemp(join('.cache', 'services-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: bundle,
      minify: false,
      rollupOptions: {
        input: {
          watch: 'src/cli/watch.ts',
          worker: 'src/cli/worker.ts',
          queue: 'src/cli/queue.ts',
          // Threads are started by these very names, beside what starts them.
          'study.thread': 'src/cli/services/study.thread.ts',
          'thread.worker': 'src/engine/wasm/thread.worker.ts',
        },
        output: {
          entryFileNames: ({ name }) => (name.includes('.') ? '[name].ts' : '[name].js'),
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  });
  return bundle;
}

/** Starts Node with these words and follows what it prints: JSON lines, and errors. */
export function startService(words: readonly string[]): Service {
  const child = spawn(process.execPath, [...words]);
  const lines: Line[] = [];
  let rest = '';
  let errors = '';
  child.stdout.on('data', (piece) => {
    const parts = `${rest}${piece}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line)));
  });
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return { child, lines, ended, errors: () => errors };
}
