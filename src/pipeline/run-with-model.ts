import type { Study } from '#dicom';
import type { OpenModel } from '#inference';
import type { OperatingPointName } from '#triage';
import type { ReadSource, Schedule, StudyRun } from './contract.ts';
import { frameDecoder } from './frame-decoder.ts';

/** What a host says of a run beside the model. */
export interface RunRequest {
  readonly study: Study;
  readonly readSource: ReadSource;
  readonly operatingPoint: OperatingPointName;
  readonly schedule?: Schedule;
}

/** A run of an open model, with the preprocessing, aggregation and batch size that its package and engine ask for. */
export function runWithModel(model: OpenModel, { readSource, ...request }: RunRequest): StudyRun {
  const { preprocess, study: aggregator } = model.pack.manifest;
  return {
    ...request,
    decodeFrame: frameDecoder(readSource),
    predict: model.predict,
    preprocess,
    aggregator,
    alongSlices: model.alongSlices,
    batchSize: model.engine.preferredBatch,
  };
}
