import { isRecord, LABELS, type LabelMap, labelMap } from '#base';
import type {
  MeasuredPoint,
  MeasuredPoints,
  ModelManifest,
  OperatingPoints,
} from './model-manifest.ts';

type Level = 'slice' | 'study';

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((inside, name) => (isRecord(inside) ? inside[name] : undefined), value);

/** A part that was measured; null where it could not be, undefined where it is not told. */
const part = (value: unknown): number | null | undefined =>
  value === null || (typeof value === 'number' && value >= 0 && value <= 1) ? value : undefined;

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

/**
 * What the operating points did, as a package's free metrics tell it: packages from before `measured` have the cross-fitted figures
 * there, and the counts beside them. undefined where a figure is missing: nothing is guessed.
 */
function measuredFrom(metrics: ModelManifest['metrics'], level: Level): MeasuredPoints | undefined {
  const n = count(at(metrics, 'crossFitted', 'n', level === 'slice' ? 'slices' : 'studies'));
  const pointOf = (label: string, name: keyof OperatingPoints): MeasuredPoint | undefined => {
    const told = at(metrics, 'crossFitted', level, label, name);
    const [sensitivity, specificity] = [
      part(at(told, 'sensitivity')),
      part(at(told, 'specificity')),
    ];
    const positives = count(at(metrics, level, label, 'positives'));
    if (sensitivity === undefined || specificity === undefined) return undefined;
    if (n === undefined || positives === undefined || positives > n) return undefined;
    return { sensitivity, specificity, n, positives };
  };
  const points = labelMap((label) => ({
    highSensitivity: pointOf(label, 'highSensitivity'),
    balanced: pointOf(label, 'balanced'),
    highSpecificity: pointOf(label, 'highSpecificity'),
  }));
  return isWhole(points) ? points : undefined;
}

type Told = LabelMap<Readonly<Record<keyof OperatingPoints, MeasuredPoint | undefined>>>;

const isWhole = (points: Told): points is MeasuredPoints =>
  LABELS.every((label) => Object.values(points[label]).every((point) => point !== undefined));

/** The manifest with what its operating points did, wherever the package tells it. */
export function withMeasured(manifest: ModelManifest): ModelManifest {
  const slice = manifest.measured ?? measuredFrom(manifest.metrics, 'slice');
  const study = manifest.study.measured ?? measuredFrom(manifest.metrics, 'study');
  return {
    ...manifest,
    ...(slice === undefined ? {} : { measured: slice }),
    study: { ...manifest.study, ...(study === undefined ? {} : { measured: study }) },
  };
}
