import { type LabelMap, labelMap, ok, type Probability, probability } from '#base';
import type { DecodedFrame, SliceHeader } from '#dicom';
import { parsePreprocessSpec } from '#imaging';
import { aRule } from '../triage/findings.fixture.ts';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import type { DecodeFrame, Predict, StudyEvent, StudyRun } from './contract.ts';
import { runStudy } from './run-study.ts';

/** An input of 8 x 8 with the slices beside it. */
export const SPEC = parsePreprocessSpec({
  version: 1,
  crop: 'none',
  size: 8,
  channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
  resize: 'area-bilinear',
  scale: [1, 1, 1],
  shift: [0, 0, 0],
});

/** A disk of tissue in a ring of bone, in air. The tissue's value tells the slice, or a mark in the bone does. */
export function headFrame(tissueHu: number, mark = 0): DecodedFrame {
  const pixels = new Uint16Array(64 * 64);
  for (let i = 0; i < pixels.length; i += 1) {
    const radius = Math.hypot((i % 64) - 31.5, Math.floor(i / 64) - 31.5);
    pixels[i] = 1024 + (radius < 20 ? tissueHu : radius < 26 ? 900 : -1000);
  }
  pixels[32 * 64 + 9] = 1924 + mark;
  return { rows: 64, columns: 64, pixels, lossy: false, notes: [] };
}

/** A test slice's index. */
const indexOf = (header: SliceHeader) => (header.instanceNumber ?? 0) - 1;

/** A prediction whose calibration changes nothing. */
export const both = (map: LabelMap<Probability>) => ({ raw: map, calibrated: map });

/** What a run is made of, where it isn't as usual. */
export interface Setup {
  readonly count?: number;
  readonly decode?: (index: number) => ReturnType<DecodeFrame>;
  readonly run?: Partial<StudyRun>;
  readonly slice?: Partial<SliceHeader>;
}

/** A run of heads whose probability is their tissue's gray value, what it decoded and what the model saw. */
export function setup({ count = 24, decode, run = {}, slice = {} }: Setup = {}) {
  const decoded: number[] = [];
  const seen: number[] = [];
  const predict: Predict = async (inputs) =>
    inputs.map((input) => {
      const center = input[(4 * 8 + 4) * 3 + 1] ?? 0;
      seen.push(center);
      return both(labelMap(() => probability(center)));
    });
  const decodeFrame: DecodeFrame = async (header) => {
    decoded.push(indexOf(header));
    return decode?.(indexOf(header)) ?? ok(headFrame(indexOf(header) + 1));
  };
  const headers = Array.from({ length: count }, (_, index) => aHeader(index, slice));
  const study: StudyRun = {
    study: aStudy(aSeries(headers)),
    decodeFrame,
    predict,
    preprocess: SPEC,
    aggregator: { kind: 'top-k-mean', ...aRule() },
    operatingPoint: 'balanced',
    batchSize: 3,
    ...run,
  };
  return { run: study, decoded, seen };
}

/** A run's events and findings. */
export async function finish(run: StudyRun, signal = new AbortController().signal) {
  const events: StudyEvent[] = [];
  const generator = runStudy(run, signal);
  for (let step = await generator.next(); ; step = await generator.next()) {
    if (step.done === true) return { events, findings: step.value };
    events.push(step.value);
  }
}
