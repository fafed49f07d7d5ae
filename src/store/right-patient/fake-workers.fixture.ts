import { labelMap, notOk, ok, probability, sliceIndex } from '#base';
import {
  chosenSeries,
  decodeFrame,
  encodeExplicitLittleEndian,
  readHeaders,
  type SliceHeader,
  type Study,
  sliceKey,
} from '#dicom';
import type { StudyEvent } from '#pipeline';
import type { OperatingPointName, SliceFinding, StudyFindings } from '#triage';
import type { EngineState, HeaderRequest } from '#workers';
import { readyEngine } from '../analysis/ready-engine.fixture.ts';
import { codeOf, type Place, pixelOwner } from './patients.fixture.ts';

/** Waits for some turns of the event loop: how many is drawn anew each time. */
export type Dawdle = () => Promise<void>;

const READY = readyEngine({
  point: { highSensitivity: 0.02, balanced: 0.1, highSpecificity: 0.2 },
});

const bytesOf = async (blob: Blob | undefined): Promise<Uint8Array | null> =>
  blob === undefined ? null : new Uint8Array(await blob.arrayBuffer());

/** The probability that says whose pixel was analyzed. */
const probabilityOf = (place: Place): number => codeOf(place) / 1000;

const findingOf = (key: string, index: number, any: number): SliceFinding => ({
  sliceKey: key,
  index: sliceIndex(index),
  probabilities: labelMap((label) => probability(label === 'any' ? any : any / 2)),
});

interface Run {
  readonly slices: readonly SliceHeader[];
  readonly sources: ReadonlyMap<string, Blob>;
  readonly point: OperatingPointName;
  readonly found: SliceFinding[];
  readonly missing: StudyFindings['notAnalysed'][number][];
  at: number;
}

function findings(run: Run): StudyFindings {
  const any = Math.max(0, ...run.found.map(({ probabilities }) => probabilities.any));
  return {
    probabilities: labelMap((label) => probability(label === 'any' ? any : any / 2)),
    flagged: [],
    operatingPoint: run.point,
    slices: run.found,
    notAnalysed: run.missing,
    suitability: [],
  };
}

/** An inference worker whose probabilities are the pixels that it read. */
export function fakeInference(dawdle: Dawdle) {
  const runs = new Map<number, Run>();
  let last = 0;
  return {
    load: async (_: unknown, onState: (state: EngineState) => void) => {
      onState({ phase: 'loading', loadedBytes: 1, totalBytes: 2 });
      await dawdle();
      return READY;
    },
    begin: async (study: Study, sources: ReadonlyMap<string, Blob>, point: OperatingPointName) => {
      await dawdle();
      last += 1;
      const slices = chosenSeries(study)?.slices ?? [];
      runs.set(last, { slices, sources, point, found: [], missing: [], at: 0 });
      return last;
    },
    step: async (id: number) => {
      await dawdle();
      const run = runs.get(id);
      if (run === undefined) throw new Error('no such run');
      const header = run.slices[run.at];
      if (header === undefined) {
        runs.delete(id);
        return { done: true, events: [], findings: findings(run) };
      }
      const bytes = await bytesOf(run.sources.get(header.sourceId));
      const events: StudyEvent[] = [];
      if (bytes === null) {
        const reason = { code: 'source-gone' as const, text: 'gone' };
        const slice = { sliceKey: sliceKey(header), index: sliceIndex(run.at), reason };
        run.missing.push(slice);
        events.push({ kind: 'not-analysed', slice });
      } else {
        const any = probabilityOf(await pixelOwner(bytes, header));
        const finding = findingOf(sliceKey(header), run.at, any);
        run.found.push(finding);
        events.push({ kind: 'slice', finding });
      }
      if (run.at === 0) {
        events.push({ kind: 'interim', findings: findings(run), closerLookFollows: false });
      }
      run.at += 1;
      return { done: false, events };
    },
    stop: (id: number) => {
      runs.delete(id);
    },
    explain: () => null,
    changed: () => [],
    modelInput: async (study: Study, key: string, sources: ReadonlyMap<string, Blob>) => {
      await dawdle();
      const slices = study.series.flatMap((each) => each.slices);
      const header = slices.find((each) => sliceKey(each) === key);
      const bytes = header === undefined ? null : await bytesOf(sources.get(header.sourceId));
      const place = bytes === null ? null : await pixelOwner(bytes, header);
      return {
        tensor: new Float32Array([place === null ? 0 : codeOf(place)]),
        size: 1,
        channels: 1,
      };
    },
  };
}

/** A dicom worker over the real reader. */
export function fakeDicom(dawdle: Dawdle) {
  return {
    readHeaders: async (files: readonly HeaderRequest[]) => {
      const results = [];
      for (const { sourceId, folder, blob } of files) {
        await dawdle();
        const bytes = new Uint8Array(await blob.arrayBuffer());
        const given = { complete: true, size: bytes.length, folder };
        const read = readHeaders(sourceId, bytes, given);
        const outcome = read.kind === 'slices' ? ok(read.slices) : notOk('broken', 'not a slice');
        results.push({ sourceId, outcome });
      }
      return results;
    },
    transcode: async (blob: Blob, header: SliceHeader) => {
      await dawdle();
      const frame = await decodeFrame(new Uint8Array(await blob.arrayBuffer()), header);
      if (!frame.ok) throw new Error(frame.reason.text);
      return { file: encodeExplicitLittleEndian(header, frame.value), notes: [] };
    },
  };
}
