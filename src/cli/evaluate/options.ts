import { parseArgs } from 'node:util';
import { AppError, messageOf } from '#base';

/** How to call it. */
export const EVALUATE_USAGE = `usage: npm run evaluate -- --labels CSV PATH... [options]      a model on labelled scans
       npm run evaluate -- --oof CSV [options]                   predictions made out of fold
       npm run evaluate -- --fold-models DIR PATH [options]      each fold by the model that did not see it

PATH is DICOM (files, folders, ZIPs) or a ct-ich folder. --labels: RSNA rows (ID,Label), one row a slice (file,any,...)
or one row a study (study,any,epidural,...). DIR holds model packages named fold0, fold1, ...

  --model DIR       model package (default models/ich-vgg16); with --oof or --fold-models: whose calibration to use,
                    instead of fitting one on the predictions themselves
  --json            one JSON object on stdout (with npm: npm run --silent evaluate -- ...)
  --out DIR         also write metrics.json and ROC, precision-recall and reliability plots (SVG)
  --rounds N        bootstrap rounds (default 1000)
  --seed N          of the bootstrap (default 2019)`;

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

const usage = (message: string, cause?: unknown) =>
  new AppError('usage', `${message}\n\n${EVALUATE_USAGE}`, { cause });

function whole(text: string, option: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw usage(`${option} ${text} is not a whole number.`);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        labels: { type: 'string' },
        oof: { type: 'string' },
        'fold-models': { type: 'string' },
        model: { type: 'string' },
        json: { type: 'boolean', default: false },
        out: { type: 'string' },
        rounds: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '2019' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (cause) {
    throw usage(messageOf(cause), cause);
  }
}

/** Parses the arguments; null asks for help. Throws AppError 'usage'. */
export function parseEvaluateOptions(args: readonly string[]): EvaluateOptions | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const folds = values['fold-models'] ?? null;
  const { labels = null, oof = null } = values;
  if (oof === null && positionals.length === 0) throw usage('No path was given.');
  if (oof !== null && (folds !== null || positionals.length > 0)) {
    throw usage('--oof takes no path: its file holds predictions and labels.');
  }
  if (oof === null && folds === null && labels === null) throw usage('--labels is missing.');
  return {
    paths: positionals,
    labels,
    oof,
    foldModels: folds,
    model: values.model ?? null,
    json: values.json,
    out: values.out ?? null,
    rounds: whole(values.rounds, '--rounds'),
    seed: whole(values.seed, '--seed'),
  };
}
