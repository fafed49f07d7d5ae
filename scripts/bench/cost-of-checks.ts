import { readFile } from 'node:fs/promises';
import { decodeFrame, readHeaders } from '../../src/dicom/index.ts';
import {
  canonicalSlice,
  type PreprocessSpec,
  pixelChecks,
  preprocess,
  skullOutline,
} from '../../src/imaging/index.ts';
import { median, medianRatio } from './statistics.ts';

/** Milliseconds a slice, medians over the rounds; the ratio is the median of the rounds' own. */
export interface CostOfChecks {
  /** Everything that judges a slice's pixels and is no input of the model. */
  readonly checks: number;
  /** Of these, the outline of the skull: in use only on slices that look like a head, here taken on every one. */
  readonly skullOutline: number;
  /** Decoding, Hounsfield units and the turn, and the model's input. */
  readonly decodingAndPreprocessing: number;
  readonly ratio: number;
}

/** What all checks of a slice take beside what has to be done anyway, slice after slice in one run. Throws where a file is no slice. */
export async function costOfChecks(
  files: readonly string[],
  spec: PreprocessSpec,
  rounds = 7,
): Promise<CostOfChecks> {
  const rows: Cost[] = [];
  // The first round is the compiler's.
  for (let round = 0; round <= rounds; round += 1) {
    let [checks, outline, work] = [0, 0, 0];
    for (const path of files) {
      const cost = await costOf(new Uint8Array(await readFile(path)), spec);
      checks += cost.checks / files.length;
      outline += cost.outline / files.length;
      work += cost.work / files.length;
    }
    if (round > 0) rows.push({ checks, outline, work });
  }
  const [checks, work] = [rows.map((row) => row.checks), rows.map((row) => row.work)];
  return {
    checks: median(checks),
    skullOutline: median(rows.map((row) => row.outline)),
    decodingAndPreprocessing: median(work),
    ratio: medianRatio(checks, work),
  };
}

/** Milliseconds of one slice. */
interface Cost {
  readonly checks: number;
  readonly outline: number;
  readonly work: number;
}

async function costOf(file: Uint8Array, spec: PreprocessSpec): Promise<Cost> {
  const outcome = readHeaders('bench', file, { complete: true });
  const [header] = outcome.kind === 'slices' ? outcome.slices : [];
  if (header === undefined) throw new Error('A file is no slice.');
  const began = performance.now();
  const frame = await decodeFrame(file, header);
  if (!frame.ok) throw new Error(frame.reason.text);
  const { image, airHu } = canonicalSlice(frame.value, header);
  const decoded = performance.now();
  airHu();
  pixelChecks(image, header.pixelSpacing);
  const outlined = performance.now();
  skullOutline(image);
  const checked = performance.now();
  preprocess(image, image, image, spec);
  const ended = performance.now();
  return {
    checks: checked - decoded,
    outline: checked - outlined,
    work: decoded - began + (ended - checked),
  };
}
