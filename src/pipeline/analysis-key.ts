import { canonicalJson, sha256Hex } from '#base';
import { chosenSeries, type Study, sliceKey } from '#dicom';

/**
 * A result's identity: the slices of the chosen series in their order, the model and the preprocessing. The operating point is no part
 * of it: what a point says follows from the probabilities. Equal keys mean that the stored result is this one's; 64 hex digits that say
 * nothing of the patient.
 */
export async function analysisKey(
  study: Study,
  modelHash: string,
  preprocessHash: string,
): Promise<string> {
  const series = chosenSeries(study);
  const identity = {
    // Of the way in which results are made: stored results of another one don't count.
    version: 3,
    study: study.key,
    series: series?.key ?? null,
    slices: series?.slices.map(sliceKey) ?? [],
    modelHash,
    preprocessHash,
  };
  return sha256Hex(new TextEncoder().encode(canonicalJson(identity)));
}
