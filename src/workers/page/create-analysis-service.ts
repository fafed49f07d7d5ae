import { notOk } from '#base';
import type { Study } from '#dicom';
import { sourcesForWorker } from '../inside/sources.ts';
import type {
  AnalyseOptions,
  AnalysisService,
  HeaderRequest,
  HeaderResult,
  StudySources,
} from '../wire/analysis-service.ts';
import type { DicomWorkerApi, InferenceWorkerApi, StudyStep } from '../wire/worker-api.ts';
import { connect, type WorkerLike } from './connect.ts';
import { engineKeeper } from './engine-keeper.ts';
import { studyScheduler, workerDied } from './study-scheduler.ts';

/** Files whose headers are read in one message: small enough to report progress, large enough not to be all messages. */
const HEADER_BATCH = 64;
const DICOM_IDLE_MS = 30_000;

/** Where the workers come from: replaced in tests. */
export interface AnalysisServiceOptions {
  readonly startInferenceWorker?: () => WorkerLike;
  readonly startDicomWorker?: () => WorkerLike;
}

const inferenceWorker = (): WorkerLike =>
  new Worker(new URL('../inside/inference.worker.ts', import.meta.url), { type: 'module' });
const dicomWorker = (): WorkerLike =>
  new Worker(new URL('../inside/dicom.worker.ts', import.meta.url), { type: 'module' });

const neverAborted = (): AbortSignal => new AbortController().signal;

/** The service of this page. Nothing runs before it is asked for something. */
export function createAnalysisService(options: AnalysisServiceOptions = {}): AnalysisService {
  const inference = connect<InferenceWorkerApi>(options.startInferenceWorker ?? inferenceWorker, {
    onCrash: () => {
      scheduler.restart();
      engine.crashed();
    },
  });
  const dicom = connect<DicomWorkerApi>(options.startDicomWorker ?? dicomWorker, {
    idleMs: DICOM_IDLE_MS,
  });
  const engine = engineKeeper(() => inference);
  const scheduler = studyScheduler();

  const begin = async (study: Study, sources: StudySources, how: AnalyseOptions) => {
    await engine.ready();
    const signal = how.signal ?? neverAborted();
    const given = sourcesForWorker(sources, study);
    const run = await inference.call((api) => api.begin(study, given, how.operatingPoint, signal), {
      signal,
    });
    return {
      next: () => inference.call<StudyStep>(async (api) => api.step(run), { signal }),
      stop: () => {
        if (!inference.isRunning()) return;
        inference.call((api) => api.stop(run)).catch(() => undefined); // It died: the run is gone too.
      },
    };
  };

  /** A file that kills the worker is found by halving and named; the others are read all the same. */
  const readBatch = async (
    files: readonly HeaderRequest[],
    signal: AbortSignal | undefined,
  ): Promise<readonly HeaderResult[]> => {
    try {
      return await dicom.call((api) => api.readHeaders(files, signal ?? neverAborted()), {
        signal,
      });
    } catch (error) {
      if (!workerDied(error)) throw error;
      const [only] = files;
      if (files.length === 1 && only !== undefined) {
        const outcome = notOk('reader-crashed', 'reading this file stopped the reader');
        return [{ sourceId: only.sourceId, outcome }];
      }
      const half = Math.ceil(files.length / 2);
      const before = await readBatch(files.slice(0, half), signal);
      return [...before, ...(await readBatch(files.slice(half), signal))];
    }
  };

  const readHeadersOf: AnalysisService['readHeadersOf'] = async (
    files,
    { signal, onBatch } = {},
  ) => {
    const results: HeaderResult[] = [];
    for (let start = 0; start < files.length; start += HEADER_BATCH) {
      const read = await readBatch(files.slice(start, start + HEADER_BATCH), signal);
      results.push(...read);
      onBatch?.(read);
    }
    return results;
  };

  return {
    engineState: engine.state,
    onEngineState: engine.onState,
    loadModel: (baseUrl, how = {}) => engine.load(baseUrl, how),
    analyseStudy: (study, sources, how) =>
      scheduler.add({
        key: study.key,
        begin: () => begin(study, sources, how),
        onEvent: (event) => how.onEvent?.(event),
        signal: how.signal,
      }),
    prioritize: scheduler.prioritize,
    giveWay: scheduler.giveWay,
    pause: scheduler.pause,
    resume: scheduler.resume,
    readHeadersOf,
    transcodeSlice: (file, header, signal = neverAborted()) =>
      dicom.call((api) => api.transcode(file, header, signal), { signal }),
    explain: async (study, sliceKey, sources, signal = neverAborted()) => {
      await engine.ready();
      const given = sourcesForWorker(sources, study);
      return inference.call((api) => api.explain(study, sliceKey, given, signal), { signal });
    },
    modelInput: async (study, sliceKey, sources, signal = neverAborted()) => {
      await engine.ready();
      const given = sourcesForWorker(sources, study);
      return inference.call((api) => api.modelInput(study, sliceKey, given, signal), { signal });
    },
    dispose: () => {
      scheduler.clear();
      inference.end();
      dicom.end();
    },
  };
}
