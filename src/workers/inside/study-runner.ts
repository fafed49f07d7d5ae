import { AppError } from '#base';
import { type SliceHeader, type Study, sliceKey } from '#dicom';
import { headBox, wholeBox } from '#imaging';
import type { OpenModel } from '#inference';
import {
  frameDecoder,
  inputWithNeighbors,
  neighborhood,
  type ReadSource,
  runStudy,
  type StudyRun,
  sliceLoader,
} from '#pipeline';
import type { InferenceHostParts, PreparedSlice } from './inference-host.ts';

/** Runs a study's chosen series through the model: the pipeline with this worker's ports. */
export const runStudyInWorker: InferenceHostParts['runStudy'] = (
  study,
  model,
  read,
  operatingPoint,
  signal,
) => {
  const { preprocess: spec, study: aggregator } = model.pack.manifest;
  const run: StudyRun = {
    study,
    decodeFrame: frameDecoder(read),
    predict: model.predict,
    preprocess: spec,
    aggregator,
    operatingPoint,
    batchSize: model.engine.preferredBatch,
  };
  return runStudy(run, signal);
};

/** One slice as the model reads it: the same steps as in a run, for a slice of any series. */
export async function prepareSlice(
  study: Study,
  key: string,
  model: OpenModel,
  read: ReadSource,
  signal: AbortSignal,
): Promise<PreparedSlice> {
  const spec = model.pack.manifest.preprocess;
  const isIt = (slice: SliceHeader): boolean => sliceKey(slice) === key;
  const slices = study.series.map((series) => series.slices).find((all) => all.some(isIt));
  if (slices === undefined) throw new AppError('no-such-slice', 'The study has no such slice.');
  const index = slices.findIndex(isIt);
  const loader = sliceLoader(slices, frameDecoder(read));
  try {
    return await loader.use(neighborhood(index, slices.length, spec), signal, (near) => {
      const tensor = inputWithNeighbors(near, spec);
      const [, slice] = near;
      if (slice?.ok !== true) throw new AppError('slice-undecodable', 'The slice is not there.');
      const { image } = slice;
      const box = spec.crop === 'head' ? (headBox(image) ?? wholeBox(image)) : wholeBox(image);
      return { tensor, box };
    });
  } finally {
    loader.forget();
  }
}
