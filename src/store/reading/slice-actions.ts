import { AppError } from '#base';
import {
  type Series,
  type SliceHeader,
  type Study,
  sliceKey,
  type TagRow,
  withChosenSeries,
} from '#dicom';
import type {
  ChangedOpinion,
  PlainSlice,
  QueueService,
  SliceDensity,
  SliceExplanation,
  SliceInput,
  SliceService,
} from '#workers';

const headerAt = (series: Series, index: number): SliceHeader => {
  const header = series.slices[index];
  if (header === undefined) throw new AppError('no-slice', 'The series has no such slice.');
  return header;
};

/** What the reading room asks of a slice of any series of a study. */
export interface SliceActions {
  /** A slice as the viewport wants it, with what decoding said of its pixels. */
  loadSlice(series: Series, index: number, signal: AbortSignal): Promise<PlainSlice>;
  /** The attributes of a slice's file; they may hold the patient's data. */
  sliceTags(series: Series, index: number, signal: AbortSignal): Promise<readonly TagRow[]>;
  /** The exact input tensor. */
  modelInput(study: Study, series: Series, index: number, signal: AbortSignal): Promise<SliceInput>;
  /** Where dense tissue lies on a slice. */
  density(series: Series, index: number, signal: AbortSignal): Promise<SliceDensity>;
  /** Class maps; null where the model has none. */
  explain(
    study: Study,
    series: Series,
    index: number,
    signal: AbortSignal,
  ): Promise<SliceExplanation | null>;
  /** What the model says of a slice as it is, first, and after small changes of it. */
  underSmallChanges(
    study: Study,
    series: Series,
    index: number,
    signal: AbortSignal,
  ): Promise<readonly ChangedOpinion[]>;
}

/** The actions over the files of a tab. */
export function sliceActions(
  slices: SliceService,
  queue: Pick<QueueService, 'pictureCame'>,
  sources: ReadonlyMap<string, Blob>,
): SliceActions {
  /** A slice of the series, which the study is told to be of, as the service asks for it. */
  const sliceOf = (study: Study, series: Series, index: number) =>
    [withChosenSeries(study, series.key), sliceKey(headerAt(series, index)), sources] as const;
  const fileOf = ({ sourceId }: SliceHeader): Blob => {
    const file = sources.get(sourceId);
    if (file === undefined) throw new AppError('source-gone', 'The file is not open any more.');
    return file;
  };
  return {
    loadSlice: async (series, index, signal) => {
      const header = headerAt(series, index);
      const slice = await slices.transcode(fileOf(header), header, signal);
      queue.pictureCame();
      return slice;
    },
    sliceTags: async (series, index, signal) =>
      slices.tags(fileOf(headerAt(series, index)), signal),
    modelInput: async (study, series, index, signal) =>
      slices.input(...sliceOf(study, series, index), signal),
    density: async (series, index, signal) => {
      const header = headerAt(series, index);
      return slices.density(fileOf(header), header, signal);
    },
    explain: async (study, series, index, signal) =>
      slices.explain(...sliceOf(study, series, index), signal),
    underSmallChanges: async (study, series, index, signal) =>
      slices.changed(...sliceOf(study, series, index), signal),
  };
}
