import { type FeaturedCase, type Refit, refitLastLayer } from '#adaptation';
import { logit, sigmoid } from '#base';
import { type RawSlice, readCtIch, type SiteChange, secondSite } from '#datasets';
import {
  createFeatureEngine,
  lastLayerOf,
  type ModelManifest,
  type OpenModel,
  sliceFeatures,
} from '#inference';
import { decide } from '../evaluate/decision.ts';
import { type PredictOptions, predictDataset } from '../evaluate/predict-dataset.ts';

/** A slice's logit of `any` is moved by so much to see how its study's moves. */
const STEP = 0.01;

type Featured = RawSlice & { readonly gradient: Float32Array };

/** A study with the gradient of its logit: that of each slice, by how much the study goes with it. */
function featured(slices: readonly Featured[], manifest: ModelManifest): readonly FeaturedCase[] {
  const judged = (raw: readonly RawSlice[]) => decide(raw, manifest).studies;
  return judged(slices).map(({ id, patient, truth, probabilities }) => {
    const own = slices.filter(({ study }) => study === id);
    const here = logit(probabilities.any);
    const gradient = new Float64Array(own[0]?.gradient.length ?? 0);
    own.forEach((slice, at) => {
      const any = sigmoid(logit(slice.raw.any) + STEP);
      const moved = own.map((one, other) =>
        other === at ? { ...one, raw: { ...one.raw, any } } : one,
      );
      const there = logit(judged(moved)[0]?.probabilities.any ?? probabilities.any);
      slice.gradient.forEach((value, channel) => {
        gradient[channel] = (gradient[channel] ?? 0) + ((there - here) / STEP) * value;
      });
    });
    const probability: number = probabilities.any;
    return { key: id, patient, probability, bleeding: truth.any === true, gradient };
  });
}

/**
 * Whether a refit of the package's last layer would beat a recalibration on an imitated second site. By the package itself: the layers of
 * several packages have no weights in common.
 */
export async function simulatedRefit(
  folder: string,
  change: SiteChange,
  { pack }: Pick<OpenModel, 'pack'>,
  chance: { readonly seed: number; readonly rounds: number },
  hooks: PredictOptions,
): Promise<Refit> {
  const layer = lastLayerOf(pack);
  const engine = await createFeatureEngine(pack, layer);
  const gradients: Float32Array[] = [];
  const probabilities = pack.manifest.outputLabels;
  try {
    const site = secondSite(await readCtIch(folder), change);
    const raw = await predictDataset(
      site,
      site.slices,
      {
        pack,
        engine: {
          ...engine,
          run: async (inputs, signal) => {
            const rows = await engine.run(inputs, signal);
            return rows.map((row) => {
              const found = sliceFeatures(row, layer);
              gradients.push(found.gradient);
              // Types raise no study's `any` where a site calibration holds: theirs are not asked for.
              return Float32Array.from(probabilities, (label) =>
                label === 'any' ? sigmoid(found.logit) : 0,
              );
            });
          },
        },
      },
      hooks,
    );
    const slices = raw.map((slice, at) => ({
      ...slice,
      gradient: gradients[at] ?? new Float32Array(layer.weights.length),
    }));
    return refitLastLayer(featured(slices, pack.manifest), chance);
  } finally {
    engine.dispose();
  }
}

/** What a refit would gain, in a sentence. */
export function refitText({ n, offered, logLoss, gain }: Refit): string {
  const three = (value: number) => value.toFixed(3);
  const range =
    gain.interval === null
      ? 'no interval'
      : `${three(gain.interval[0])} to ${three(gain.interval[1])}`;
  const verdict = offered
    ? 'beats the recalibration'
    : 'does not beat the recalibration and is not offered';
  return `Last layer: a refit ${verdict}: log loss of ${n} studies held out ${three(logLoss.package)} now, ${three(logLoss.recalibrated)} recalibrated, ${three(logLoss.refitted)} refitted (gain ${three(gain.value)}; ${range}).`;
}
