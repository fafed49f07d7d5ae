import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from '#base';

/** Options as Node's parseArgs describes them. */
export type OptionTable = NonNullable<ParseArgsConfig['options']>;

type Parsed<Options extends OptionTable> = ReturnType<
  typeof parseArgs<{
    args: string[];
    options: Options;
    allowPositionals: true;
  }>
>;

const wrong = (message: string): AppError => new AppError('usage', message);

/** Options that begin alike: `--operating` and `--operating-point`, `--jason` and `--json`. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const shared = (other: string) => {
    let at = 0;
    while (at < name.length && name[at] === other[at]) at += 1;
    return at;
  };
  const [best] = known.toSorted((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) >= 2 ? best : undefined;
}

/**
 * Parses arguments by a table of options; what is no option is a positional. Throws AppError 'usage' in words for people: an
 * unknown option, one without its value, a flag with one.
 */
export function parseOptions<const Options extends OptionTable>(
  args: readonly string[],
  options: Options,
): Parsed<Options> {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const type = Object.hasOwn(options, name) ? options[name]?.type : undefined;
    if (type === undefined) {
      const meant = nearest(name, Object.keys(options));
      throw wrong(
        `There is no option ${rawName}.${meant === undefined ? '' : ` Is --${meant} meant?`}`,
      );
    }
    if (type === 'boolean' && value !== undefined) throw wrong(`${rawName} takes no value.`);
    if (type === 'string' && (value === undefined || value === '')) {
      throw wrong(`${rawName} needs a value.`);
    }
    if (type === 'string' && inlineValue === false && value?.startsWith('-') === true) {
      throw wrong(
        `${rawName} needs a value; one that begins with a dash is written ${rawName}=${value}.`,
      );
    }
  }
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

/** A whole number from 0 to 999999999. Throws AppError 'usage'. */
export function wholeOption(text: string, option: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw wrong(`${option} ${text} is not a whole number.`);
}
