import type { Study } from '#dicom';
import type { AnalyzeOptions, QueueService, StudySources } from '../wire/analysis-service.ts';
import type { InferenceWorkerApi, StudyStep } from '../wire/worker-api.ts';
import { neverAborted, type WorkerLink } from './connect.ts';
import type { EngineKeeper } from './engine-keeper.ts';
import { sourcesForWorker } from './sources-for-worker.ts';
import type { StudyScheduler, StudySteps } from './study-scheduler.ts';

/** Studies as runs in the inference worker, whose steps the scheduler asks for. */
export function studyQueue(
  link: WorkerLink<InferenceWorkerApi>,
  engine: EngineKeeper,
  scheduler: StudyScheduler,
): QueueService {
  const begin = async (
    study: Study,
    sources: StudySources,
    how: AnalyzeOptions,
  ): Promise<StudySteps> => {
    await engine.ready();
    const signal = how.signal ?? neverAborted();
    const given = sourcesForWorker(sources, study);
    const run = await link.call((api) => api.begin(study, given, how.operatingPoint, signal), {
      signal,
      signalOutlives: true,
    });
    return {
      next: () => link.call<StudyStep>(async (api) => api.step(run), { signal }),
      stop: () => {
        if (!link.isRunning()) return;
        link.call((api) => api.stop(run)).catch(() => undefined); // It died: the run is gone too.
      },
    };
  };

  return {
    analyze: (study, sources, how) =>
      scheduler.add({
        key: study.key,
        begin: () => begin(study, sources, how),
        onEvent: (event) => how.onEvent?.(event),
        signal: how.signal,
      }),
    prioritize: scheduler.prioritize,
    giveWay: scheduler.giveWay,
    awaitPicture: scheduler.awaitPicture,
    pictureCame: scheduler.pictureCame,
    pause: scheduler.pause,
    resume: scheduler.resume,
  };
}
