import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { watchedDays } from '#dicomweb';
import { headSlice } from '../../datasets/head-series.fixture.ts';

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

/** For which a file waits for the bundle that another makes, before its tests. */
export const BUNDLE_MS = 120_000;

/**
 * The folder in which the commands are one file each, with what they share: they start in a fraction of the time that their sources take.
 * The first test file of a run that asks has them bundled, the others wait for it.
 */
export async function bundledCommands(): Promise<string> {
  const folder = inject('bundles');
  const [bundle, failed] = [join(folder, 'bundle'), join(folder, 'failed')];
  try {
    await mkdir(join(folder, 'making'));
  } catch {
    for (const end = Date.now() + BUNDLE_MS; !existsSync(bundle); await wait(100)) {
      if (existsSync(failed))
        throw new Error('the commands could not be bundled: see another file');
      if (Date.now() > end) throw new Error('nobody bundled the commands');
    }
    return bundle;
  }
  try {
    const parts = join(folder, 'parts');
    await bundleCommands(parts);
    await rename(parts, bundle);
  } catch (error) {
    await mkdir(failed);
    throw error;
  }
  return bundle;
}

async function bundleCommands(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
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
}

/** Starts Node with these words, and more in its environment, and follows what it prints: JSON lines, and errors. */
export function startService(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Service {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [...words], { env });
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

/** Slices of each study. */
export const SLICES = 14;
/** How a test waits for a service. */
export const PATIENCE = { timeout: 90_000, interval: 100 };

/** The files of a study of today. */
export const head = (study: number) =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(study, index, false, { StudyDate: watchedDays(Date.now()).to }),
  );

/** The studies that a service told an event of, in the order in which it did. */
export const of = ({ lines }: Service, event: string): string[] =>
  lines.filter((line) => line.event === event).map(({ study }) => study ?? '');

/** What of a PACS the services are tested with. */
interface TestPacs {
  readonly url: string;
  readonly archive: { ofStudy(uid: string): readonly { readonly modality: string }[] };
  close(): Promise<void>;
}

/** Services and their PACS. */
interface ServicesBed<Pacs extends TestPacs, Quirks> {
  /** Of the test under way. */
  readonly fake: Pacs;
  /** Empty, and removed after the test. */
  readonly folder: string;
  startPacs(studies: readonly number[], quirks?: Quirks): Promise<void>;
  /** Runs until it is killed, or the test is over. */
  service(command: 'watch' | 'worker', ...args: readonly string[]): Service;
  /** The same as it is started by `npm run`. */
  serviceByNpm(command: 'watch' | 'worker', ...args: readonly string[]): Service;
  /** `npm run queue`, to its end. */
  queue(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }>;
  /** Stored results of a study. */
  reports(study: number): number;
}

/**
 * What the tests of a file that start services have in common, `start` being what starts their PACS with these files. To be called at its top:
 * it sets up and clears up around each test.
 */
export function servicesBed<Pacs extends TestPacs, Quirks>(
  start: (files: readonly Uint8Array[], quirks?: Quirks) => Promise<Pacs>,
): ServicesBed<Pacs, Quirks> {
  let bundle: string;
  let fake: Pacs;
  let folder: string;
  let services: Service[];

  beforeAll(async () => {
    bundle = await bundledCommands();
  }, BUNDLE_MS);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'services-'));
    services = [];
  });
  afterEach(async () => {
    for (const { child, ended } of services) {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    }
    await fake.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** How Node runs a command: as `npm run` does, or from the bundle. */
  const commandOf = (command: string, as: 'npm run' | 'bundle'): readonly string[] =>
    as === 'npm run'
      ? ['--import', 'tsx', `src/cli/${command}.ts`]
      : [join(bundle, `${command}.js`)];
  const started = (command: readonly string[], args: readonly string[]): Service => {
    const to = ['--dicomweb', fake.url, '--model', 'models/tiny'];
    const one = startService([...command, ...to, ...args]);
    services.push(one);
    return one;
  };

  return {
    get fake() {
      return fake;
    },
    get folder() {
      return folder;
    },
    startPacs: async (studies, quirks) => {
      fake = await start(studies.flatMap(head), quirks);
    },
    service: (command, ...args) => started(commandOf(command, 'bundle'), args),
    serviceByNpm: (command, ...args) => started(commandOf(command, 'npm run'), args),
    queue: (...args) => {
      // The one that everybody asks for is started as `npm run` does.
      const as = args[0] === 'status' ? 'npm run' : 'bundle';
      const words = [...commandOf('queue', as), ...args, '--model', 'models/tiny'];
      return new Promise((done) => {
        execFile(process.execPath, words, (error, out, err) => {
          done({ code: typeof error?.code === 'number' ? error.code : 0, out: `${out}${err}` });
        });
      });
    },
    reports: (study) =>
      fake.archive.ofStudy(`1.2.3.${study}`).filter(({ modality }) => modality === 'SR').length,
  };
}
