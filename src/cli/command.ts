import { relative } from 'node:path';
import { AppError, isAbort, messageOf, withoutOverrides } from '#base';
import { letManyListen } from './many-listeners.ts';
import { type ProgressLine, progressLine } from './progress.ts';

/** What a command's exit status means, the same for all of them. */
export const EXIT = {
  done: 0,
  /** It failed, or a part of what was asked for did: a path that is not there, a file that could not be written. */
  failure: 1,
  /** It went through all that was given, and nothing of it could be analyzed. */
  nothingAnalyzed: 2,
  /** The command line cannot be understood (EX_USAGE of sysexits.h). */
  usage: 64,
  /** Ctrl+C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
  /** SIGTERM, as service managers, Slurm and Kubernetes send it: 128 + SIGTERM. A service that was told to stop by it is done. */
  terminated: 143,
} as const;

/** An exit status. */
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** The last lines of every usage text. */
export const EXIT_STATUS_HELP =
  'Exit status: 0 done, 1 failure, 2 nothing could be analyzed, 64 wrong usage, 130 interrupted (143 by SIGTERM).';

/** What a command is given to work with. */
export interface Shell {
  /** Arguments without node and the script. */
  readonly args: readonly string[];
  /** Aborted by the first Ctrl+C or SIGTERM; the second of the same ends the process. */
  readonly signal: AbortSignal;
  /** A line on stderr that is written over, where that is a terminal. */
  readonly progress: ProgressLine;
  /** Prints the result. Nothing else reaches stdout. */
  readonly print: (text: string) => void;
  /** A message for people, on stderr. */
  readonly say: (text: string) => void;
}

/** A command of the command line. */
export interface Command {
  /** What --help prints, and what stands below the words about a wrong option. */
  readonly usage: string;
  /** Its defaults are folders of the repository and beside it: paths are meant from there, wherever it was called. */
  readonly staysInRepository?: boolean;
  /** Does the work. A wrong option is an AppError 'usage' with the words about it alone. */
  readonly run: (shell: Shell) => Promise<ExitStatus>;
}

/** A reader that has seen enough (`| head`) is no failure: what it doesn't want is not written. */
const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};

/** File names and headers may hold control characters, and signs that turn text about, which a terminal would obey. */
const printable = (text: string): string =>
  withoutOverrides(text.replace(/[^\P{Cc}\n]/gu, '\uFFFD'));

const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
};

/**
 * npm runs a script in the package's folder, wherever it was called: a path that was typed is meant from there. Not so for what a script started
 * in its turn.
 */
function standWhereCalled(): void {
  const { INIT_CWD: called, npm_lifecycle_script: script = '' } = process.env;
  const own = relative(process.cwd(), process.argv[1] ?? '');
  if (called !== undefined && script.split(' ').includes(own)) process.chdir(called);
}

/** Runs a command as this process: its arguments, Ctrl+C and SIGTERM, streams and exit status. */
export async function runCommand(command: Command): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  // stdout is for the result alone: what libraries log goes to stderr.
  console.log = console.error;
  console.info = console.error;
  console.debug = console.error;
  const abort = new AbortController();
  letManyListen(abort.signal);
  let interrupted: ExitStatus = EXIT.interrupted;
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => {
    interrupted = EXIT.terminated;
    abort.abort();
  });
  const progress = progressLine(process.stderr);
  const say = (text: string): void => {
    progress.clear();
    process.stderr.write(`${printable(text)}\n`);
  };
  const print = (text: string): void => {
    progress.clear();
    process.stdout.write(`${text}\n`);
  };
  const args = process.argv.slice(2);
  if (asksForHelp(args)) return print(command.usage);
  try {
    if (command.staysInRepository !== true) standWhereCalled();
    const status = await command.run({ args, signal: abort.signal, progress, print, say });
    process.exitCode = status === EXIT.interrupted ? interrupted : status;
  } catch (error) {
    process.exitCode = isAbort(error) ? interrupted : statusOf(error);
    say(wordsFor(error, command.usage));
  } finally {
    progress.clear();
  }
}

function statusOf(error: unknown): ExitStatus {
  return error instanceof AppError && error.code === 'usage' ? EXIT.usage : EXIT.failure;
}

function wordsFor(error: unknown, usage: string): string {
  if (isAbort(error)) return 'cancelled';
  if (!(error instanceof AppError)) return messageOf(error);
  return error.code === 'usage' ? `${error.message}\n\n${usage}` : error.message;
}
