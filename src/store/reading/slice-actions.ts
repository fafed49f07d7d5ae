import { AppError } from '#base';
import { type Series, type SliceHeader, type Study, sliceKey, withChosenSeries } from '#dicom';
import type { SliceService } from '#workers';

const headerAt = (series: Series, index: number): SliceHeader => {
  const header = series.slices[index];
  if (header === undefined) throw new AppError('no-slice', 'The series has no such slice.');
  return header;
};

/** What the reading room asks of a slice: its file for the viewport, the model's input, an explanation. */
export function sliceActions(slices: SliceService, sources: ReadonlyMap<string, Blob>) {
  return {
    loadSlice: async (series: Series, index: number, signal: AbortSignal) => {
      const header = headerAt(series, index);
      const file = sources.get(header.sourceId);
      if (file === undefined) throw new AppError('source-gone', 'The file is not open any more.');
      return slices.transcode(file, header, signal);
    },
    modelInput: async (study: Study, series: Series, index: number, signal: AbortSignal) =>
      slices.input(
        withChosenSeries(study, series.key),
        sliceKey(headerAt(series, index)),
        sources,
        signal,
      ),
    explain: async (study: Study, series: Series, index: number, signal: AbortSignal) =>
      slices.explain(
        withChosenSeries(study, series.key),
        sliceKey(headerAt(series, index)),
        sources,
        signal,
      ),
  };
}
