import { AppError } from '#base';
import { EXIT_STATUS_HELP } from '../command.ts';
import { parseOptions, wholeOption } from '../parse-options.ts';

/** How to call it. */
export const EVALUATE_USAGE = `usage: npm run evaluate -- --labels CSV PATH... [options]      a model on labeled scans
       npm run evaluate -- --oof CSV [options]                   predictions made out of fold
       npm run evaluate -- --fold-models DIR PATH [options]      each fold by the model that did not see it

PATH is DICOM (files, folders, ZIPs) or a ct-ich folder. --labels: RSNA rows (ID,Label), one row a slice (file,any,...)
or one row a study (study,any,epidural,...). DIR holds model packages named fold0, fold1, ...

  --model DIR       model package (default: the app's); with --oof or --fold-models: whose calibration to use,
                    instead of fitting one on the predictions themselves
  --json            one JSON object on stdout (with npm: npm run --silent evaluate -- ...)
  --out DIR         also write metrics.json and ROC, precision-recall and reliability plots (SVG)
  --rounds N        bootstrap rounds (default 1000)
  --seed N          of the bootstrap (default 2019)
  --help            this text

${EXIT_STATUS_HELP}`;

/** The command line, parsed. */
export interface EvaluateOptions {
  readonly paths: readonly string[];
  readonly labels: string | null;
  readonly oof: string | null;
  readonly foldModels: string | null;
  readonly model: string | null;
  readonly json: boolean;
  readonly out: string | null;
  readonly rounds: number;
  readonly seed: number;
}

const wrong = (message: string) => new AppError('usage', message);

/** Parses the arguments. Throws AppError 'usage'. */
export function parseEvaluateOptions(args: readonly string[]): EvaluateOptions {
  const { values, positionals } = parseOptions(args, {
    labels: { type: 'string' },
    oof: { type: 'string' },
    'fold-models': { type: 'string' },
    model: { type: 'string' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '2019' },
  });
  const folds = values['fold-models'] ?? null;
  const { labels = null, oof = null } = values;
  if (oof === null && positionals.length === 0) throw wrong('No path was given.');
  if (oof !== null && (folds !== null || positionals.length > 0)) {
    throw wrong('--oof takes no path: its file holds predictions and labels.');
  }
  if (oof === null && folds === null && labels === null) throw wrong('--labels is missing.');
  return {
    paths: positionals,
    labels,
    oof,
    foldModels: folds,
    model: values.model ?? null,
    json: values.json,
    out: values.out ?? null,
    rounds: wholeOption(values.rounds, '--rounds'),
    seed: wholeOption(values.seed, '--seed'),
  };
}
