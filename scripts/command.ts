import { pathToFileURL } from 'node:url';
import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>
>;

/** Exit status of a command line that can't be understood, as sysexits.h has it. */
export const USAGE_STATUS = 64;

/** Whether the module with this import.meta.url is what Node was told to run, not imported by another. */
export function isMain(url: string): boolean {
  return url === pathToFileURL(process.argv[1] ?? '').href;
}

/**
 * The options of the command line. `--help` prints the usage and ends; an option that isn't there ends with the usage and
 * status 64. Only for scripts' mains: it ends the process.
 */
export function readArguments<const O extends Options>(
  usage: string,
  options: O,
  takesPaths = false,
): Parsed<O> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true });
    const [stray] = parsed.positionals;
    if (stray === undefined || takesPaths) return parsed;
    return endWithUsage(usage, `Unexpected argument: ${stray}`);
  } catch (error) {
    return endWithUsage(usage, error instanceof Error ? error.message : String(error));
  }
}

/** Says what can't be understood, and how it is meant; ends the process. */
export function endWithUsage(usage: string, problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(USAGE_STATUS);
}

/** A port as it was typed, 0 (any free one) to 65535; ends with the usage where it is none, before anything is built or started. */
export function portFrom(usage: string, typed: string): number {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  return port <= 65_535 ? port : endWithUsage(usage, `"${typed}" is no port: 0 to 65535.`);
}
