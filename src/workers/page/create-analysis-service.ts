import type { AnalysisService } from '../wire/analysis-service.ts';
import type { DicomWorkerApi, InferenceWorkerApi } from '../wire/worker-api.ts';
import { connect, type WorkerLike } from './connect.ts';
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

/** The service of this page. Nothing runs before it is asked for something. */
export function createAnalysisService(options: AnalysisServiceOptions = {}): AnalysisService {
  const startInference = options.startInferenceWorker ?? inferenceWorker;
  const inference = connect<InferenceWorkerApi>(startInference);
  const second = connect<InferenceWorkerApi>(startInference);
  const dicom = connect<DicomWorkerApi>(options.startDicomWorker ?? dicomWorker, {
    idleMs: DICOM_IDLE_MS,
  });
  const engine = engineKeeper(inference);
  const secondEngine = engineKeeper(second);
  const scheduler = studyScheduler();
  const secondScheduler = studyScheduler();
  // The studies first: they wait for the engine, which starts again at once.
  inference.onCrash(scheduler.restart);
  inference.onCrash(engine.crashed);
  second.onCrash(secondScheduler.restart);
  second.onCrash(secondEngine.crashed);
  return {
    engine,
    headers: headerReader(dicom),
    queue: studyQueue(inference, engine, scheduler),
    second: { engine: secondEngine, queue: studyQueue(second, secondEngine, secondScheduler) },
    slices: sliceService(dicom, inference, engine),
    results: resultService(dicom),
    dispose: () => {
      scheduler.clear();
      secondScheduler.clear();
      inference.end();
      second.end();
      dicom.end();
    },
  };
}
