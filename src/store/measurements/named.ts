import { type Study, sliceKey } from '#dicom';
import type { Measurement } from '#measure';
import { isSealed, type Seal } from '../seal.ts';

/** Whether a measurement does not say, but under a seal, which slice it lies on. */
export const anySealed = (list: readonly Measurement[]): boolean =>
  list.some(({ sliceKey: key }) => isSealed(key));

/** What makes measurements say by name again on which slice they lie, as far as those slices are in the study. */
export async function namingMeasured(
  study: Pick<Study, 'series'>,
  seal: Seal,
): Promise<(list: readonly Measurement[]) => readonly Measurement[]> {
  const names = new Map<string, string>();
  for (const series of study.series) {
    for (const name of [series.key, ...series.slices.map(sliceKey)]) {
      names.set(await seal.of(name), name);
    }
  }
  return (list) =>
    list.map((one) => ({
      ...one,
      seriesKey: names.get(one.seriesKey) ?? one.seriesKey,
      sliceKey: names.get(one.sliceKey) ?? one.sliceKey,
    }));
}
