import { AppError } from '#base';
import { EXIT_STATUS_HELP } from '../command.ts';
import { parseOptions, wholeOption } from '../parse-options.ts';

/** How to call it. */
export const COMPARE_USAGE = `usage: npm run compare -- [options]

Every system of the project on the same slices: trained packages and classical baselines, accuracy beside cost. At home
each baseline learns from the other folds' patients; abroad nothing is trained, calibrated or chosen.

  --home DIR        ct-ich folder (default ../shared/data/ct-ich)
  --abroad DIR      labeled slices of other scanners in ct-ich's layout (default ../shared/data/rsna-slices), or "none"
  --models DIR      folder of packages (default models); may be given again, for packages that are not shipped
  --json            {"rows": [...]} on stdout (with npm: npm run --silent compare -- --json)
  --write PAGE.md   put the table between the page's marks, and a plot beside it (PAGE.svg)
  --rounds N        bootstrap rounds (default 1000)
  --seed N          of the bootstrap (default 2019)
  --help            this text

${EXIT_STATUS_HELP}`;

/** The command line, parsed. */
export interface CompareOptions {
  readonly home: string;
  readonly abroad: string | null;
  readonly models: readonly string[];
  readonly json: boolean;
  readonly write: string | null;
  readonly rounds: number;
  readonly seed: number;
}

/** Parses the arguments. Throws AppError 'usage'. */
export function parseCompareOptions(args: readonly string[]): CompareOptions {
  const { values, positionals } = parseOptions(args, {
    home: { type: 'string', default: '../shared/data/ct-ich' },
    abroad: { type: 'string', default: '../shared/data/rsna-slices' },
    models: { type: 'string', multiple: true, default: ['models'] },
    json: { type: 'boolean', default: false },
    write: { type: 'string' },
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '2019' },
  });
  if (positionals.length > 0)
    throw new AppError('usage', 'Folders are given by --home and --abroad.');
  const { home, abroad, models, json, write } = values;
  if (write?.endsWith('.md') === false) throw new AppError('usage', '--write takes a .md page.');
  return {
    home,
    abroad: abroad === 'none' ? null : abroad,
    models,
    json,
    write: write ?? null,
    rounds: wholeOption(values.rounds, '--rounds'),
    seed: wholeOption(values.seed, '--seed'),
  };
}
