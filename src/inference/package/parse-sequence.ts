import * as v from 'valibot';
import { AppError, LABELS } from '#base';
import { correctAlong, SEQUENCE_FEATURES, type SequenceModel } from '../sequence-model.ts';

/** A corrected logit may differ from the golden one by this: weights are stored with six digits. */
const TOLERANCE = 1e-3;

const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));
const row = v.array(finite);
const layer = v.object({
  dilation: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)),
  kernel: v.array(v.array(row)),
  bias: row,
});
const sixes = v.array(v.pipe(row, v.length(LABELS.length)));

const sequence = v.object({
  formatVersion: v.literal(1),
  features: v.literal('logits'),
  labels: v.strictTuple(LABELS.map((label) => v.literal(label))),
  gridMm: positive,
  featureScale: positive,
  featureLimit: positive,
  models: v.pipe(v.array(v.pipe(v.array(layer), v.minLength(1))), v.minLength(1), v.maxLength(16)),
  golden: v.pipe(
    // Studies without slices would prove whatever weights.
    v.array(
      v.object({
        mm: v.pipe(row, v.minLength(1, 'needs a slice')),
        logits: sixes,
        corrected: sixes,
      }),
    ),
    v.minLength(1),
  ),
});

type Parsed = v.InferOutput<typeof sequence>;

/**
 * Checks a package's model along the slices: its shape, and that it makes of its own golden studies what training made of
 * them. Throws AppError 'model-sequence' that names the file and the fault: an unknown version, other features than this program
 * computes, layers that don't fit each other, numbers that differ.
 */
export function parseSequence(raw: unknown, path: string): SequenceModel {
  const refuse = (fault: string): never => {
    throw new AppError('model-sequence', `${path}: ${fault}.`, { data: { path, fault } });
  };
  const parsed = v.safeParse(sequence, raw);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue);
    return refuse(where === null ? issue.message : `${where}: ${issue.message}`);
  }
  const { gridMm, featureScale, featureLimit, models } = parsed.output;
  models.forEach((layers, at) => {
    const fault = shapeFault(layers);
    if (fault !== null) refuse(`models.${at}: ${fault}`);
  });
  const model = { gridMm, featureScale, featureLimit, models };
  const off = distanceFromGolden(model, parsed.output);
  if (!(off <= TOLERANCE)) refuse(`its golden studies come out ${off.toPrecision(2)} off`);
  return model;
}

/** Channels must follow each other from the features to the labels, taps be odd and alike. */
function shapeFault(layers: Parsed['models'][number]): string | null {
  let inputs = SEQUENCE_FEATURES;
  for (const [at, { kernel, bias }] of layers.entries()) {
    if (kernel.length === 0 || kernel.length !== bias.length) {
      return `layer ${at} has ${kernel.length} outputs and ${bias.length} biases`;
    }
    const taps = kernel[0]?.[0]?.length ?? 0;
    const fits = kernel.every(
      (output) => output.length === inputs && output.every((tap) => tap.length === taps),
    );
    if (!fits) return `layer ${at} does not take ${inputs} features`;
    if (taps % 2 === 0) return `layer ${at} has ${taps} taps, which have no middle`;
    inputs = kernel.length;
  }
  return inputs === LABELS.length ? null : `gives ${inputs} numbers a slice, not ${LABELS.length}`;
}

function distanceFromGolden(model: SequenceModel, { golden }: Parsed): number {
  let off = 0;
  for (const { mm, logits, corrected } of golden) {
    if (mm.length !== logits.length || mm.length !== corrected.length) return Number.NaN;
    correctAlong(logits, mm, model).forEach((made, slice) => {
      made.forEach((value, label) => {
        const distance = Math.abs(value - (corrected[slice]?.[label] ?? Number.NaN));
        off = Number.isNaN(distance) ? distance : Math.max(off, distance);
      });
    });
  }
  return off;
}
