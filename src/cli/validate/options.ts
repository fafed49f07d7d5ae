import { AppError } from '#base';
import { EXIT_STATUS_HELP } from '../command.ts';
import { parseOptions, wholeOption } from '../parse-options.ts';

/** How to call it. */
export const VALIDATE_USAGE = `usage: npm run validate -- --labels CSV PATH... [options]

A site's own evaluation of a model: the page that the app makes in "Validation", without a browser. PATH is DICOM (files, folders,
ZIPs). CSV has one row a study (study, StudyInstanceUID or PatientID) or a slice (file or SOPInstanceUID), the label 0 or 1 (any, or
label) and, where they are known, columns of the five types. Nothing of a patient is in what is printed or written.

  --model DIR       model package (default: the app's)
  --calibration FILE  a site's calibration, as adapt proposes it: judge it on studies that it was not made of
  --out DIR         also write validation.html and validation.json
  --json            one JSON object on stdout (with npm: npm run --silent validate -- ...)
  --rounds N        bootstrap rounds (default 1000)
  --seed N          of the bootstrap (default 2019)
  --help            this text

${EXIT_STATUS_HELP}`;

/** The command line, parsed. */
export interface ValidateOptions {
  readonly paths: readonly string[];
  readonly labels: string;
  readonly model: string | null;
  readonly calibration: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly rounds: number;
  readonly seed: number;
}

/** Parses the arguments. Throws AppError 'usage'. */
export function parseValidateOptions(args: readonly string[]): ValidateOptions {
  const { values, positionals } = parseOptions(args, {
    labels: { type: 'string' },
    model: { type: 'string' },
    calibration: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '2019' },
  });
  if (values.labels === undefined) throw new AppError('usage', '--labels is missing.');
  if (positionals.length === 0) throw new AppError('usage', 'No path was given.');
  return {
    paths: positionals,
    labels: values.labels,
    model: values.model ?? null,
    calibration: values.calibration ?? null,
    out: values.out ?? null,
    json: values.json,
    rounds: wholeOption(values.rounds, '--rounds'),
    seed: wholeOption(values.seed, '--seed'),
  };
}
