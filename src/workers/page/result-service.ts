import type { ResultService } from '../wire/analysis-service.ts';
import type { DicomWorkerApi } from '../wire/worker-api.ts';
import { neverAborted, type WorkerLink } from './connect.ts';
import { blobsOf } from './sources-for-worker.ts';

/** Results as DICOM, made where the files are decoded: by the dicom worker. */
export function resultService(dicom: WorkerLink<DicomWorkerApi>): ResultService {
  return {
    archive: async (analyzed, sources, signal = neverAborted()) => {
      const needed = blobsOf(sources, analyzed.study);
      return await dicom.call(async (api) => await api.resultArchive(analyzed, needed, signal), {
        signal,
      });
    },
    measurements: async (study, measurements, sources, signal = neverAborted()) => {
      const needed = blobsOf(sources, study);
      return await dicom.call(
        async (api) => await api.measurementArchive(study, measurements, needed, signal),
        { signal },
      );
    },
    files: async (analyzed, sources, signal = neverAborted()) => {
      const needed = blobsOf(sources, analyzed.study);
      return await dicom.call(async (api) => await api.resultFiles(analyzed, needed, signal), {
        signal,
      });
    },
  };
}
