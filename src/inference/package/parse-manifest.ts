import * as v from 'valibot';
import { AppError, hu, isRecord, LABELS, type UpgradeStep, upgrade } from '#base';
import { withMeasured } from './measured-points.ts';
import type { ModelManifest } from './model-manifest.ts';

/** From version 1 on: see docs/CHANGELOG-formats.md. */
const MANIFEST_UPGRADES: readonly UpgradeStep[] = [];

const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));
/** An engine that is further off than this computes another model, whatever a package allows. */
const tolerance = v.pipe(positive, v.maxValue(0.01, 'must be 0.01 at most'));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const unitInterval = v.pipe(finite, v.minValue(0), v.maxValue(1));
const text = v.string();
const name = v.pipe(v.string(), v.minLength(1));
const offset = v.picklist([-1, 0, 1] as const);
const hounsfield = v.pipe(finite, v.transform(hu));

/** A file name inside the package: no folders up, no absolute paths, no addresses. */
const packagePath = v.pipe(
  name,
  v.regex(/^(?!.*(^|\/)\.\.?(\/|$))[\w][\w.\-/]*$/, 'must be a path inside the package'),
);

const perLabel = <S extends v.GenericSchema>(schema: S) =>
  v.strictObject({
    any: schema,
    epidural: schema,
    intraparenchymal: schema,
    intraventricular: schema,
    subarachnoid: schema,
    subdural: schema,
  });

const platt = v.strictObject({ a: positive, b: finite });
const operatingPoints = v.pipe(
  v.strictObject({
    highSensitivity: unitInterval,
    balanced: unitInterval,
    highSpecificity: unitInterval,
  }),
  v.check(
    (points) =>
      points.highSensitivity <= points.balanced && points.balanced <= points.highSpecificity,
    'must rise: highSensitivity <= balanced <= highSpecificity',
  ),
);

/** Absent in packages from before it was decided by evidence. */
const anyLift = v.exactOptional(v.picklist(['none', 'nameable'] as const));

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const measuredPoint = v.strictObject({
  sensitivity: v.nullable(unitInterval),
  specificity: v.nullable(unitInterval),
  n: whole,
  positives: whole,
});
const measured = v.exactOptional(
  perLabel(
    v.strictObject({
      highSensitivity: measuredPoint,
      balanced: measuredPoint,
      highSpecificity: measuredPoint,
    }),
  ),
);

const preprocess = v.pipe(
  v.strictObject({
    version: v.literal(1),
    crop: v.picklist(['none', 'head'] as const),
    size: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(1024)),
    channels: v.pipe(
      v.array(v.strictObject({ center: hounsfield, width: hounsfield, sliceOffset: offset })),
      v.minLength(1),
      v.maxLength(16),
    ),
    resize: v.literal('area-bilinear'),
    scale: v.array(finite),
    shift: v.array(finite),
  }),
  v.check(
    ({ channels, scale, shift }) =>
      scale.length === channels.length && shift.length === channels.length,
    'scale and shift must have one number for each channel',
  ),
  v.check(({ channels }) => channels.every(({ width }) => width > 0), 'widths must be over 0'),
);

const study = v.strictObject({
  kind: v.literal('top-k-mean'),
  k: count,
  smoothing: v.pipe(
    v.strictTuple([unitInterval, unitInterval, unitInterval]),
    v.check(
      (weights) => Math.abs(weights[0] + weights[1] + weights[2] - 1) < 1e-6,
      'must sum to 1',
    ),
  ),
  sliceCalibration: v.exactOptional(perLabel(platt)),
  calibration: perLabel(platt),
  operatingPoints: perLabel(operatingPoints),
  anyLift,
  flaggedBy: v.exactOptional(v.picklist(['any', 'any-or-type'] as const)),
  measured,
});

const file = v.object({
  path: packagePath,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')),
});

const quantization = v.strictObject({
  scheme: v.literal('int8', 'is one that this program does not know'),
  weights: v.literal('per-channel'),
  activations: v.literal('per-tensor'),
  layers: count,
  calibration: v.strictObject({ slices: count }),
  agreement: v.nullable(
    v.strictObject({
      slices: count,
      maxDp: unitInterval,
      meanDp: unitInterval,
      rankCorrelation: v.pipe(finite, v.minValue(-1), v.maxValue(1)),
    }),
  ),
});

const outputLabels = v.pipe(
  v.array(v.picklist([...LABELS, 'none'] as const)),
  v.check((labels) => new Set(labels).size === labels.length, 'must not repeat a label'),
);

const manifest = v.pipe(
  v.object({
    formatVersion: v.literal(1),
    id: v.pipe(name, v.regex(/^[\w.-]+$/, 'may hold letters, digits, dot, dash, underscore')),
    title: name,
    architecture: v.object({ name, width: positive, parameters: count }),
    status: v.picklist(['research', 'untrained'] as const),
    preprocess,
    outputs: v.object({ probabilities: name, classMaps: v.nullable(name) }),
    input: name,
    activation: v.picklist(['sigmoid', 'softmax', 'identity'] as const),
    outputLabels,
    calibration: perLabel(platt),
    operatingPoints: perLabel(operatingPoints),
    anyLift,
    measured,
    study,
    files: v.pipe(
      v.array(file),
      v.minLength(1),
      v.maxLength(1024),
      v.check(
        (all) => new Set(all.map(({ path }) => path)).size === all.length,
        'must not list a file twice',
      ),
    ),
    golden: v.object({
      file: packagePath,
      tolerance: v.object({
        cpu: tolerance,
        wasm: tolerance,
        webgl: tolerance,
        webgpu: tolerance,
        native: tolerance,
        gpu: v.exactOptional(tolerance),
      }),
    }),
    provenance: v.object({
      data: text,
      licence: text,
      attribution: text,
      codeVersion: text,
      seed: v.nullable(finite),
      trainedOn: text,
      slicesSeen: v.exactOptional(count),
    }),
    metrics: v.record(v.string(), v.unknown()),
    sequence: v.exactOptional(v.object({ file: packagePath })),
    quantization: v.exactOptional(quantization),
  }),
  v.check(
    ({ activation, outputLabels: labels }) =>
      activation === 'softmax' || LABELS.every((label) => labels.includes(label)),
    'outputLabels must name all six labels unless the activation is softmax',
  ),
  v.check(
    ({ activation, outputLabels: labels }) =>
      activation !== 'softmax' || LABELS.slice(1).every((label) => labels.includes(label)),
    'a softmax head must name the five hemorrhage types',
  ),
  v.check(
    ({ files, golden }) => files.some(({ path }) => path === golden.file),
    'golden.file must be listed in files',
  ),
  v.check(
    ({ files, sequence }) =>
      sequence === undefined || files.some(({ path }) => path === sequence.file),
    'sequence.file must be listed in files',
  ),
);

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}

/**
 * Checks what a manifest.json holds. Throws AppError 'model-version' for a formatVersion this program does not know,
 * and 'model-manifest' with the first five faults otherwise. Unknown members are dropped. What the operating points did is taken from the
 * metrics where older packages have it.
 */
export function parseManifest(raw: unknown): ModelManifest {
  const upgraded = upgrade(raw, MANIFEST_UPGRADES, 'formatVersion');
  const formatVersion = isRecord(raw) ? raw.formatVersion : undefined;
  if (upgraded.kind !== 'current' && typeof formatVersion === 'number') {
    const newest = MANIFEST_UPGRADES.length + 1;
    throw new AppError(
      'model-version',
      `The package has format version ${formatVersion}; this program reads version ${newest === 1 ? '1' : `1 to ${newest}`}.`,
      { data: { formatVersion } },
    );
  }
  const parsed = v.safeParse(manifest, upgraded.kind === 'current' ? upgraded.value : raw);
  if (parsed.success) return withMeasured(parsed.output);
  const faults = parsed.issues.slice(0, 5).map(describe);
  throw new AppError('model-manifest', `The manifest is not valid: ${faults.join('; ')}.`, {
    data: { faults },
  });
}
