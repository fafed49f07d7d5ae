import { AppError } from '#base';
import { SITE_CHANGES, type SiteChange } from '#datasets';
import { EXIT_STATUS_HELP } from '../command.ts';
import { parseOptions, wholeOption } from '../parse-options.ts';

/** How to call it. */
export const ADAPT_USAGE = `usage: npm run adapt -- VERDICTS [options]                what a site's own verdicts propose
       npm run adapt -- --simulate DIR --site CHANGE        the same on an imitated second site

VERDICTS is a list that the app exports (JSON or CSV) or its log of verdicts (CSV), or a CSV with the columns study, any (the
model's probability) and verdict (hemorrhage, none). Nothing is changed: a calibration is proposed, with what it would do.

  --model DIR          the package that gave the probabilities (default: the app's)
  --reference FILE     studies to hold the site's distributions against, in one of the same forms; verdicts are not needed
  --out FILE           also write the proposed calibration; none is written where nothing is proposed
  --json               one JSON object on stdout (with npm: npm run --silent adapt -- ...)
  --false-alarms RATE  of the tests of drift together (default 0.01)
  --run-length N       studies until a false alarm of the sequential watch, on average (default 500)
  --rounds N           bootstrap rounds (default 1000)
  --seed N             of all that is drawn by chance (default 2019)
  --simulate DIR       a ct-ich folder: its patients as another site's scanner might show them, held against them as they are
  --site CHANGE        ${SITE_CHANGES.join(', ')}
  --fold-models DIR    with --simulate: packages fold0, fold1, ...; each patient is judged by the one that did not see them
  --refit              with --simulate: also whether a refit of the package's last layer would beat the recalibration
  --help               this text

${EXIT_STATUS_HELP}`;

/** The command line, parsed. */
export interface AdaptOptions {
  readonly source:
    | { readonly kind: 'verdicts'; readonly path: string; readonly reference: string | null }
    | {
        readonly kind: 'simulated';
        readonly folder: string;
        readonly change: SiteChange;
        readonly foldModels: string | null;
      };
  readonly model: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly falseAlarmRate: number;
  readonly runLength: number;
  readonly rounds: number;
  readonly seed: number;
  /** Of an imitated site alone. */
  readonly refit: boolean;
}

const wrong = (message: string) => new AppError('usage', message);

/** Parses the arguments. Throws AppError 'usage'. */
export function parseAdaptOptions(args: readonly string[]): AdaptOptions {
  const { values, positionals } = parseOptions(args, {
    model: { type: 'string' },
    reference: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
    'false-alarms': { type: 'string', default: '0.01' },
    'run-length': { type: 'string', default: '500' },
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '2019' },
    simulate: { type: 'string' },
    site: { type: 'string' },
    'fold-models': { type: 'string' },
    refit: { type: 'boolean', default: false },
  });
  if (values.refit && values.simulate === undefined) throw wrong('--refit belongs to --simulate.');
  const rate = Number(values['false-alarms']);
  if (!(rate >= 0.0005 && rate <= 0.5)) {
    throw wrong(`--false-alarms ${values['false-alarms']} is not within 0.0005 to 0.5.`);
  }
  const runLength = wholeOption(values['run-length'], '--run-length');
  if (runLength < 10 || runLength > 100_000) {
    throw wrong(`--run-length ${runLength} is not within 10 to 100000.`);
  }
  return {
    source: sourceOf(positionals, values),
    model: values.model ?? null,
    out: values.out ?? null,
    json: values.json,
    falseAlarmRate: rate,
    runLength,
    rounds: wholeOption(values.rounds, '--rounds'),
    seed: wholeOption(values.seed, '--seed'),
    refit: values.refit,
  };
}

function sourceOf(
  paths: readonly string[],
  values: {
    readonly simulate?: string | undefined;
    readonly site?: string | undefined;
    readonly reference?: string | undefined;
    readonly 'fold-models'?: string | undefined;
  },
): AdaptOptions['source'] {
  const { simulate, site, reference = null, 'fold-models': foldModels = null } = values;
  if (simulate === undefined) {
    if (site !== undefined || foldModels !== null) {
      throw wrong('--site and --fold-models belong to --simulate.');
    }
    const [path] = paths;
    if (path === undefined) throw wrong('No file of verdicts was given.');
    if (paths.length > 1) throw wrong('More than one file of verdicts was given.');
    return { kind: 'verdicts', path, reference };
  }
  if (paths.length > 0 || reference !== null) {
    throw wrong('--simulate takes no file: the folder has verdicts and reference.');
  }
  const change = SITE_CHANGES.find((one) => one === site);
  if (change === undefined) throw wrong(`--site is one of ${SITE_CHANGES.join(', ')}.`);
  return { kind: 'simulated', folder: simulate, change, foldModels };
}
