import { resolve } from 'node:path';
import { AppError, type EngineKind, NODE_ENGINE_KINDS, parseEngineKind } from '#base';
import type { SrForm } from '#report';
import type { OperatingPointName } from '#triage';
import { EXIT_STATUS_HELP } from '../command.ts';
import { parseOptions } from '../parse-options.ts';
import { PACS_OPTIONS, PACS_USAGE, type PacsRequest, pacsRequest } from './pacs/options.ts';
import { SR_USAGE, srFormFrom } from './sr-form.ts';

/** How to call it. */
export const USAGE = `usage: npm run triage -- PATH... [options]
       npm run triage -- --dicomweb URL (--date D[-D] | --study UID...) [options]

PATH is a DICOM file, a folder (read recursively) or a ZIP. Prints the ranked worklist.

  --json                     one JSON object on stdout (with npm: npm run --silent triage -- ...)
  --csv FILE                 also write the worklist as CSV
  --submission FILE          also write every slice's probabilities in the RSNA 2019 form
  --dicom-out DIR            also write each analyzed study's result as DICOM of that study: a Structured Report, a
                             Key Object Selection, and a Secondary Capture marked "AI, not for diagnosis"
${SR_USAGE}
  --model DIR                model package (default: the app's, or models/tiny where it is missing)
  --engine NAME              ${NODE_ENGINE_KINDS.join(', ')} (default: the quickest that gives the golden
                             probabilities)
  --calibration FILE         a site's calibration, as adapt proposes it (default: the package's own)
  --operating-point NAME     high-sensitivity, balanced (default) or high-specificity
  --help                     this text

${PACS_USAGE}

Ctrl+C or SIGTERM prints what is done so far, and writes it where it was asked for; a second one ends at once.
${EXIT_STATUS_HELP}
Research software. It never says that a study is normal.`;

const POINTS: Readonly<Record<string, OperatingPointName>> = {
  'high-sensitivity': 'highSensitivity',
  balanced: 'balanced',
  'high-specificity': 'highSpecificity',
};

/** The command line, parsed. */
export interface TriageOptions {
  /** Empty where a PACS is asked. */
  readonly paths: readonly string[];
  readonly pacs: PacsRequest | null;
  readonly json: boolean;
  readonly csv: string | null;
  readonly submission: string | null;
  readonly dicomOut: string | null;
  readonly sr: SrForm;
  readonly model: string | null;
  readonly engine: EngineKind | null;
  /** A site's calibration; null: the package's own. */
  readonly calibration: string | null;
  readonly operatingPoint: OperatingPointName;
}

/** Parses the arguments. Throws AppError 'usage'. */
export function parseTriageOptions(args: readonly string[]): TriageOptions {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean', default: false },
    csv: { type: 'string' },
    submission: { type: 'string' },
    'dicom-out': { type: 'string' },
    sr: { type: 'string' },
    model: { type: 'string' },
    engine: { type: 'string' },
    calibration: { type: 'string' },
    'operating-point': { type: 'string', default: 'balanced' },
    ...PACS_OPTIONS,
  });
  const pacs = pacsRequest(values, positionals);
  if (pacs === null && positionals.length === 0) throw new AppError('usage', 'No path was given.');
  if (pacs !== null && values['dicom-out'] !== undefined) {
    throw new AppError('usage', '--dicom-out is for paths; with --dicomweb it is --out.');
  }
  const keepsResults =
    values['dicom-out'] !== undefined || pacs?.writeBack === true || (pacs?.out ?? null) !== null;
  if (values.sr !== undefined && !keepsResults) {
    throw new AppError(
      'usage',
      '--sr is of results: --dicom-out, --out or --write-back is missing.',
    );
  }
  refuseOneFileTwice(positionals, values);
  const name = values['operating-point'];
  const operatingPoint = Object.hasOwn(POINTS, name) ? POINTS[name] : undefined;
  if (operatingPoint === undefined) {
    throw new AppError('usage', `There is no operating point ${name}.`);
  }
  return {
    paths: pacs === null ? positionals : [],
    pacs,
    json: values.json,
    csv: values.csv ?? null,
    submission: values.submission ?? null,
    dicomOut: values['dicom-out'] ?? null,
    sr: srFormFrom(values.sr ?? 'comprehensive'),
    model: values.model ?? null,
    engine: values.engine === undefined ? null : engineFrom(values.engine),
    calibration: values.calibration ?? null,
    operatingPoint,
  };
}

/** A result would be written over another, or over the images that it is of. */
function refuseOneFileTwice(
  paths: readonly string[],
  {
    csv,
    submission,
  }: { readonly csv?: string | undefined; readonly submission?: string | undefined },
): void {
  const given = new Set(paths.map((path) => resolve(path)));
  for (const [option, path] of [['--csv', csv] as const, ['--submission', submission] as const]) {
    if (path !== undefined && given.has(resolve(path))) {
      throw new AppError('usage', `${option} ${path} is a file to read: it would be written over.`);
    }
  }
  if (csv !== undefined && submission !== undefined && resolve(csv) === resolve(submission)) {
    throw new AppError('usage', `--csv and --submission are one file: ${csv}.`);
  }
}

function engineFrom(word: string): EngineKind {
  const kind = parseEngineKind(word);
  if (NODE_ENGINE_KINDS.some((known) => known === kind) && kind !== null) return kind;
  throw new AppError('usage', `There is no engine ${word} here.`);
}
