import { AppError, LABELS } from '#base';
import { createWasmEngine, type Engine, readWeights } from '#engine';
import { graphModelOf, type LoadedPackage } from './package/loaded-package.ts';

/**
 * The last layer of a package whose head is a 1 x 1 convolution to class maps and a soft maximum over the image:
 * logit = log(mean over places of exp(r * (w x + b))) / r. Of `any` alone.
 */
export interface LastLayer {
  /** The node whose values the layer weighs, [places, channels]. */
  readonly features: string;
  readonly weights: Float64Array;
  readonly bias: number;
  /** r: at 0 the soft maximum is the mean, at infinity the maximum. */
  readonly sharpness: number;
}

/** What the last layer makes of one slice. */
export interface SliceFeatures {
  /** Of `any`, not calibrated. */
  readonly logit: number;
  /**
   * The logit's gradient by the layer's weights: the mean of the places' values, each place weighed by its part of the soft maximum. To
   * first order a change d of the weights moves the logit by d times this.
   */
  readonly gradient: Float32Array;
}

/** The names that `training/export.py` gives. */
const NODES = { maps: 'class_maps', sharpness: 'logits/r' } as const;

/** The last layer of a package; throws AppError 'graph-unsupported' for a head of another shape. */
export function lastLayerOf(pack: LoadedPackage): LastLayer {
  const refused = (what: string) =>
    new AppError(
      'graph-unsupported',
      `The last layer of ${pack.manifest.id} can't be fitted: ${what}.`,
    );
  const any = pack.manifest.outputLabels.indexOf('any');
  if (pack.manifest.activation !== 'sigmoid' || any < 0)
    throw refused('it does not judge any by itself');
  const nodes = nodesOf(pack.topology);
  const features = nodes.find(({ name }) => name === NODES.maps)?.input?.[0];
  const constants = readWeights(pack.topology, pack.weights);
  const kernel = constants.get(`${NODES.maps}/kernel`);
  const bias = constants.get(`${NODES.maps}/bias`)?.data[any];
  const [sharpness] = constants.get(NODES.sharpness)?.data ?? [];
  const [height, width, channels = 0, outputs = 0] = kernel?.shape ?? [];
  if (
    features === undefined ||
    kernel === undefined ||
    bias === undefined ||
    sharpness === undefined ||
    height !== 1 ||
    width !== 1 ||
    outputs !== LABELS.length
  ) {
    throw refused('its head is no 1 x 1 convolution with a soft maximum');
  }
  const weights = Float64Array.from(
    { length: channels },
    (_, channel) => kernel.data[channel * outputs + any] ?? 0,
  );
  return { features, weights, bias, sharpness };
}

interface NamedNode {
  readonly name: string;
  readonly input?: readonly string[];
}

const nodesOf = (topology: unknown): readonly NamedNode[] =>
  (topology as { readonly modelTopology?: { readonly node?: readonly NamedNode[] } }).modelTopology
    ?.node ?? [];

/** What the layer makes of the values of a slice's places, [places, channels] row-major. */
export function sliceFeatures(values: Float32Array, layer: LastLayer): SliceFeatures {
  const { weights, bias, sharpness } = layer;
  const channels = weights.length;
  const places = values.length / channels;
  const scores = Float64Array.from({ length: places }, (_, place) => {
    let sum = bias;
    for (let channel = 0; channel < channels; channel++) {
      sum += (weights[channel] ?? 0) * (values[place * channels + channel] ?? 0);
    }
    return sharpness * sum;
  });
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const parts = scores.map((score) => Math.exp(score - most));
  const total = parts.reduce((a, b) => a + b, 0);
  const gradient = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (let place = 0; place < places; place++) {
      sum += (parts[place] ?? 0) * (values[place * channels + channel] ?? 0);
    }
    gradient[channel] = sum / total;
  }
  return { logit: (Math.log(total / places) + most) / sharpness, gradient };
}

/** An engine whose rows are the values that the last layer weighs, on our own kernels. Throws as they do. */
export const createFeatureEngine = (
  pack: LoadedPackage,
  { features }: Pick<LastLayer, 'features'>,
  threads = 1,
): Promise<Engine> =>
  createWasmEngine(
    { ...graphModelOf(pack), outputs: { probabilities: features, classMaps: null } },
    { threads },
  );
