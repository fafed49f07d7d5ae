import type { Advice, ReasonCode } from '#base';
import { FILES } from './files.ts';
import { IMAGES } from './images.ts';
import { SERIES } from './series.ts';
import { WORK } from './work.ts';

/** Of commands alone: the screen never says them. */
type OfCommands =
  | 'usage'
  | 'foreign-folder'
  | 'bad-dataset'
  | 'unknown-dataset'
  | 'bad-scores'
  | 'no-candidate'
  | 'trained-on-fold'
  | 'bad-npy'
  | 'bad-export'
  | 'bad-graph'
  | 'bad-json'
  | 'bad-manifest'
  | 'disagreement'
  | 'drift'
  | 'weight-range'
  | 'bad-tensors'
  | 'calibration'
  | 'quantized'
  | 'bad-card'
  | 'unwritable'
  | 'queue-unreachable';

/** Every code that the screen can meet: a new one does not compile without its German. */
const ALL = { ...FILES, ...IMAGES, ...SERIES, ...WORK } satisfies Record<
  Exclude<ReasonCode, `${string}-in-part` | OfCommands>,
  readonly [string, string]
>;

/** What a code means and what to do, in German. */
export const GERMAN_ADVICE: Readonly<Record<string, Advice>> = Object.fromEntries(
  Object.entries(ALL).map(([code, [happened, advice]]) => [code, { happened, advice }]),
);
