import { spawn } from 'node:child_process';
import { isRecord } from '#base';

import { ROOT } from '../promises/read-promises.ts';
import { type Claim, folderHere, type PartHooks, part } from './claims.ts';
import type { Measured } from './judge.ts';
import { ACCURACY, PERFORMANCE } from './packages.ts';

/** The JSON that another command of this project prints; its progress passes through. */
function jsonOf(args: readonly string[], signal: AbortSignal): Promise<unknown> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    signal,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (status) => {
      if (status === 0) done(JSON.parse(out));
      else failed(new Error(`${args.join(' ')} ended with status ${status}`));
    });
  });
}

/** A number deep in JSON. */
function at(json: unknown, ...path: readonly string[]): Measured {
  let value = json;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return typeof value === 'number' ? value : { why: `${path.join('.')} was not told` };
}

const dense = (row: string, ...paths: readonly (readonly string[])[]): Claim<unknown> => ({
  at: { page: ACCURACY, section: 'The density map', row, column: 'figure' },
  values: (json) => paths.map((path) => at(json, ...path)),
});

const BOXES = ['subdural', 'epidural', 'intraparenchymal', 'intraventricular', 'subarachnoid'];

/** Every second slice of home under the density map. */
export const densePart = part<unknown>({
  name: 'dense',
  how: 'npm run dense -- --every 2',
  when: 'long',
  claims: [
    dense(
      'slices with hemorrhage on which it lights up',
      ['bledSlicesWithAny'],
      ['slices', 'bled'],
    ),
    dense('slices without on which it does not', ['cleanSlicesWithNone'], ['slices', 'clean']),
    dense(
      'AUC of its area: slices; its volume: patients',
      ['aucSlices'],
      ['aucPatients'],
      ['patients', 'bled'],
      ['patients', 'clean'],
    ),
    dense('of what lights up on slices with boxes, inside one', ['inBoxes'], ['boxedSlices']),
    dense(
      `boxes touched: ${BOXES.join(', ')}`,
      ...BOXES.flatMap((label) => [
        ['boxesTouched', label, 'touched'],
        ['boxesTouched', label, 'n'],
      ]),
    ),
    dense(
      'median of a patient: with, without hemorrhage; most without',
      ['mlOfPatients', 'bled'],
      ['mlOfPatients', 'clean'],
      ['mlOfPatients', 'cleanMost'],
    ),
  ],
  measure: async ({ data, signal, kept }: PartHooks) => {
    const folder = await folderHere(data, 'ct-ich');
    const args = ['scripts/measure-dense.ts', '--json', '--every', '2', '--path', folder];
    return kept('dense', () => jsonOf(args, signal));
  },
});

/** Ratios of one run hold better than its milliseconds, and to no more than a fifth. */
const SLACK = 0.2;

const ratio = (row: string, ...names: readonly string[]): Claim<unknown> => ({
  at: { page: PERFORMANCE, row, column: 'shipped model' },
  values: (json) => names.map((name) => at(json, 'ratios', name)),
  slack: SLACK,
});

/** The engine beside its rivals in one run of a browser. */
export const enginePart = part<unknown>({
  name: 'engine',
  how: 'npm run bench -- engine --rounds 15, within a fifth: times are of the machine and the hour',
  when: 'speed',
  claims: [
    ratio(
      'one slice, 1 thread, against tfjs-wasm 1 thread',
      'one slice, 1 thread: tfjs-wasm / own-wasm',
    ),
    ratio(
      'slices a second, 2 threads, against the best browser rival',
      'slices a second, 2 threads: best rival in the browser / own-wasm',
    ),
    ratio(
      'one slice, 2 threads, against the best browser rival',
      'one slice, 2 threads: best rival in the browser / own-wasm',
    ),
    ratio(
      'slices a second, 2 threads, against onnxruntime-node',
      'slices a second, 2 threads: onnxruntime-node / own-wasm',
    ),
  ],
  measure: ({ signal, kept }: PartHooks) =>
    kept('engine', () =>
      jsonOf(['scripts/bench/run.ts', 'engine', '--json', '--rounds', '15'], signal),
    ),
});
