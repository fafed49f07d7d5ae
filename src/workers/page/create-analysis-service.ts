import type { AnalysisService } from '../wire/analysis-service.ts';
import type { DicomWorkerApi, InferenceWorkerApi } from '../wire/worker-api.ts';
import { connect, startsAtAll, type WorkerLike } from './connect.ts';
import { engineKeeper } from './engine-keeper.ts';
import { headerReader } from './header-reader.ts';
import { resultService } from './result-service.ts';
import { sliceService } from './slice-service.ts';
import { studyQueue } from './study-queue.ts';
import { studyScheduler } from './study-scheduler.ts';

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

/** A worker that analyzes with a model of its own. */
function analyzer(start: () => WorkerLike, canRead: () => Promise<boolean>) {
  const link = connect<InferenceWorkerApi>(start);
  const engine = engineKeeper(link, canRead);
  const scheduler = studyScheduler();
  // The studies first: they wait for the engine, which starts again at once.
  link.onCrash(scheduler.restart);
  link.onCrash(engine.crashed);
  const end = (): void => {
    scheduler.clear();
    link.end();
  };
  const { listing } = scheduler;
  return { link, engine, queue: studyQueue(link, engine, scheduler), listing, end };
}

/** The service of this page. Nothing runs before it is asked for something. */
export function createAnalysisService(options: AnalysisServiceOptions = {}): AnalysisService {
  const startInference = options.startInferenceWorker ?? inferenceWorker;
  const dicom = connect<DicomWorkerApi>(options.startDicomWorker ?? dicomWorker, {
    idleMs: DICOM_IDLE_MS,
  });
  const canRead = () => startsAtAll(dicom);
  const first = analyzer(startInference, canRead);
  const second = analyzer(startInference, canRead);
  return {
    engine: first.engine,
    headers: headerReader(dicom, first.listing),
    queue: first.queue,
    second,
    slices: sliceService(dicom, first.link, first.engine),
    results: resultService(dicom),
    dispose: () => {
      first.end();
      second.end();
      dicom.end();
    },
  };
}
