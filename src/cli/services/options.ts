import { AppError, NODE_ENGINE_KINDS } from '#base';
import { wholeOption } from '../parse-options.ts';
import { parseTriageOptions, type TriageOptions } from '../triage/options.ts';
import { SR_USAGE, srFormFrom } from '../triage/sr-form.ts';
import type { ThreadSetup } from './messages.ts';

/** Where the shared queue is, and how patient one is with it. */
export const QUEUE_OPTIONS = {
  queue: { type: 'string' },
  answer: { type: 'string', default: '10' },
} as const;

/** Options of who works on studies. */
export const WORK_OPTIONS = {
  dicomweb: { type: 'string' },
  insecure: { type: 'boolean', default: false },
  model: { type: 'string' },
  engine: { type: 'string' },
  'operating-point': { type: 'string', default: 'balanced' },
  out: { type: 'string' },
  sr: { type: 'string', default: 'comprehensive' },
  'write-back': { type: 'boolean', default: false },
  metrics: { type: 'string' },
  ...QUEUE_OPTIONS,
} as const;

/** What the usage says of them. */
export const WORK_USAGE = `  --dicomweb URL             such as https://pacs.example/dicom-web; credentials as for triage: in ICH_DICOMWEB_AUTHORIZATION
                             or the file that ICH_DICOMWEB_AUTHORIZATION_FILE names
  --out DIR                  each study's row and DICOM result in DIR/UID; a study that is there, of this model and unchanged,
                             is skipped
  --write-back               store each result in the PACS, and see that the study still answers under one patient
${SR_USAGE}
  --model DIR                model package (default: the app's, or models/tiny where it is missing)
  --engine NAME              ${NODE_ENGINE_KINDS.join(', ')}
  --operating-point NAME     high-sensitivity, balanced (default) or high-specificity
  --insecure                 take http:// and redis:// to another machine
  --metrics PORT             numbers for Prometheus at http://127.0.0.1:PORT/metrics`;

export const QUEUE_USAGE = `  --queue URL                the queue that machines share: redis://host:6379 (Redis or Valkey), rediss:// with TLS. Credentials are
                             in ICH_QUEUE_USER and ICH_QUEUE_PASSWORD, never in the address
  --answer SECONDS           for which an answer of the queue is waited for (default 10)`;

/** `--answer` in milliseconds, a second at least. Throws AppError 'usage'. */
export const answerMsFrom = (answer: string): number =>
  Math.max(1, wholeOption(answer, '--answer')) * 1000;

/** What parseOptions makes of them. */
export interface WorkValues {
  readonly dicomweb?: string | undefined;
  readonly insecure: boolean;
  readonly model?: string | undefined;
  readonly engine?: string | undefined;
  readonly 'operating-point': string;
  readonly out?: string | undefined;
  readonly sr: string;
  readonly 'write-back': boolean;
  readonly queue?: string | undefined;
  readonly answer: string;
  readonly metrics?: string | undefined;
}

/** How studies are worked on, and where the numbers go. */
export interface WorkOptions {
  readonly thread: ThreadSetup;
  readonly queue: string | null;
  readonly answerMs: number;
  readonly metrics: number | null;
}

/** Throws AppError 'usage'. */
export function workOptions(values: WorkValues, stray: readonly string[]): WorkOptions {
  const [word] = stray;
  if (word !== undefined) throw new AppError('usage', `${word} is not expected here.`);
  if (values.dicomweb === undefined) throw new AppError('usage', '--dicomweb URL is missing.');
  const { engine, operatingPoint } = asForTriage(values);
  return {
    thread: {
      address: values.dicomweb,
      insecure: values.insecure,
      model: values.model ?? null,
      engine,
      operatingPoint,
      out: values.out ?? null,
      sr: srFormFrom(values.sr),
      writeBack: values['write-back'],
    },
    queue: values.queue ?? null,
    answerMs: answerMsFrom(values.answer),
    metrics: values.metrics === undefined ? null : wholeOption(values.metrics, '--metrics'),
  };
}

/** What these words mean is told once, by triage, which wants a path besides. */
function asForTriage(values: WorkValues): Pick<TriageOptions, 'engine' | 'operatingPoint'> {
  return parseTriageOptions([
    '.',
    `--operating-point=${values['operating-point']}`,
    ...(values.engine === undefined ? [] : [`--engine=${values.engine}`]),
  ]);
}
