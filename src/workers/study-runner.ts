import { AppError } from '#base';
import { type SliceHeader, type Study, sliceKey } from '#dicom';
import { type HuImage, headBox, preprocess, toHounsfield, wholeBox } from '#imaging';
import type { OpenModel } from '#inference';
import { frameDecoder, type ReadSource, runStudy, type StudyRun } from '#pipeline';
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

function neighborhood(study: Study, key: string): readonly [SliceHeader, SliceHeader, SliceHeader] {
  for (const { slices } of study.series) {
    const index = slices.findIndex((slice) => sliceKey(slice) === key);
    const current = slices[index];
    if (current !== undefined) {
      return [slices[index - 1] ?? current, current, slices[index + 1] ?? current];
    }
  }
  throw new AppError('no-such-slice', 'The study has no such slice.');
}

/** One slice as the model reads it: the same steps as in a run, for a slice of any series. */
export async function prepareSlice(
  study: Study,
  key: string,
  model: OpenModel,
  read: ReadSource,
  signal: AbortSignal,
): Promise<PreparedSlice> {
  const spec = model.pack.manifest.preprocess;
  const decode = frameDecoder(read);
  const imageOf = async (header: SliceHeader): Promise<HuImage | null> => {
    const decoded = await decode(header, signal);
    return decoded.ok ? toHounsfield(decoded.value, header).image : null;
  };
  const [before, header, after] = neighborhood(study, key);
  const current = await imageOf(header);
  if (current === null) throw new AppError('slice-undecodable', 'The slice cannot be decoded.');
  const neighbor = async (other: SliceHeader): Promise<HuImage> => {
    const image = other === header ? current : await imageOf(other);
    const fits = image !== null && image.rows === current.rows && image.columns === current.columns;
    return fits ? image : current;
  };
  const tensor = preprocess(await neighbor(before), current, await neighbor(after), spec);
  const box = spec.crop === 'head' ? (headBox(current) ?? wholeBox(current)) : wholeBox(current);
  return { tensor, box };
}
