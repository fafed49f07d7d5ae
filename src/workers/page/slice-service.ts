import type { SliceService } from '../wire/analysis-service.ts';
import type { DicomWorkerApi, InferenceWorkerApi } from '../wire/worker-api.ts';
import { neverAborted, type WorkerLink } from './connect.ts';
import type { EngineKeeper } from './engine-keeper.ts';
import { sourcesForWorker } from './sources-for-worker.ts';

/** Single slices: plain files from the dicom worker, what the model makes of them from the inference worker. */
export function sliceService(
  dicom: WorkerLink<DicomWorkerApi>,
  inference: WorkerLink<InferenceWorkerApi>,
  engine: EngineKeeper,
): SliceService {
  return {
    tags: (file, signal = neverAborted()) =>
      dicom.call((api) => api.tags(file, signal), { signal }),
    transcode: (file, header, signal = neverAborted()) =>
      dicom.call((api) => api.transcode(file, header, signal), { signal }),
    smallPicture: (file, header, side, signal = neverAborted()) =>
      dicom.call((api) => api.smallPicture(file, header, side, signal), { signal }),
    density: (file, header, signal = neverAborted()) =>
      dicom.call((api) => api.density(file, header, signal), { signal }),
    explain: async (study, sliceKey, sources, signal = neverAborted()) => {
      await engine.ready();
      const given = sourcesForWorker(sources, study);
      return inference.call((api) => api.explain(study, sliceKey, given, signal), { signal });
    },
    changed: async (study, sliceKey, sources, signal = neverAborted()) => {
      await engine.ready();
      const given = sourcesForWorker(sources, study);
      return inference.call((api) => api.changed(study, sliceKey, given, signal), { signal });
    },
    input: async (study, sliceKey, sources, signal = neverAborted()) => {
      await engine.ready();
      const given = sourcesForWorker(sources, study);
      return inference.call((api) => api.modelInput(study, sliceKey, given, signal), { signal });
    },
  };
}
