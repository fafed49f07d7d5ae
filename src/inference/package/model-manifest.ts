import type { AnyLift, FlaggedBy, Label, LabelMap, PlattScaling } from '#base';
import type { PreprocessSpec } from '#imaging';

/** A file of the package: checked by size and SHA-256 before use. */
export interface PackagedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Thresholds on calibrated probabilities. */
export interface OperatingPoints {
  readonly highSensitivity: number;
  readonly balanced: number;
  readonly highSpecificity: number;
}

/** What an operating point did on cases that neither the model nor the threshold had seen. */
export interface MeasuredPoint {
  /** null where no case has the label, or where all have it. */
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  /** Cases, and those of them that have the label. */
  readonly n: number;
  readonly positives: number;
}

/** Each operating point of each label, cross-fitted out of fold. */
export type MeasuredPoints = LabelMap<Readonly<Record<keyof OperatingPoints, MeasuredPoint>>>;

/** How slices become a study: smoothing over neighbors, then the mean of the k highest. Fitted with the model. */
export interface StudyAggregator {
  readonly kind: 'top-k-mean';
  readonly k: number;
  /** Weights of (previous, this, next) slice; sum 1. */
  readonly smoothing: readonly [number, number, number];
  /** Platt scaling of a slice's mixed probability, as it is shown and compared with thresholds; absent: shown as mixed. */
  readonly sliceCalibration?: LabelMap<PlattScaling>;
  /** Platt scaling of the aggregated score, and the study's own operating points. */
  readonly calibration: LabelMap<PlattScaling>;
  readonly operatingPoints: LabelMap<OperatingPoints>;
  /** Whether types raise the study's `any`; absent: 'nameable'. */
  readonly anyLift?: AnyLift;
  /** Whether a type over its own threshold flags a study by itself; absent: 'any-or-type'. */
  readonly flaggedBy?: FlaggedBy;
  /** What the operating points did on studies; absent where it was not measured. */
  readonly measured?: MeasuredPoints;
}

/** models/<id>/manifest.json, formatVersion 1: see docs/model-format.md. */
export interface ModelManifest {
  readonly formatVersion: 1;
  readonly id: string;
  readonly title: string;
  /** "vgg16" and a width multiplier, for people; the graph itself is the truth. */
  readonly architecture: {
    readonly name: string;
    readonly width: number;
    readonly parameters: number;
  };
  /** 'research': trained and measured. 'untrained': for tests and set-up; the screen says so in every place. */
  readonly status: 'research' | 'untrained';
  readonly preprocess: PreprocessSpec;
  /** Node names in the graph. `classMaps` (h, w, 6 logits) explains; null where the graph has none. */
  readonly outputs: { readonly probabilities: string; readonly classMaps: string | null };
  readonly input: string;
  /** What the probabilities' node gives: sigmoid (six labels), softmax (six-way: no hemorrhage, five types), identity (logits). */
  readonly activation: 'sigmoid' | 'softmax' | 'identity';
  /** Order of the output columns; for softmax 'none' stands for the no-hemorrhage class. */
  readonly outputLabels: readonly (Label | 'none')[];
  readonly calibration: LabelMap<PlattScaling>;
  readonly operatingPoints: LabelMap<OperatingPoints>;
  /** Whether types raise a slice's `any`; absent: 'nameable'. */
  readonly anyLift?: AnyLift;
  /** What the operating points did on slices; absent where it was not measured. */
  readonly measured?: MeasuredPoints;
  readonly study: StudyAggregator;
  readonly files: readonly PackagedFile[];
  readonly golden: {
    readonly file: string;
    /** Largest allowed |dp| on the golden vectors, by the engines' former names (FORMER_KINDS); without `gpu`, `webgpu` holds. */
    readonly tolerance: Readonly<Record<'cpu' | 'wasm' | 'webgl' | 'webgpu' | 'native', number>> & {
      readonly gpu?: number;
    };
  };
  readonly provenance: {
    readonly data: string;
    readonly licence: string;
    readonly attribution: string;
    readonly codeVersion: string;
    readonly seed: number | null;
    readonly trainedOn: string;
    /** Slices that the network was shown, counted each time, over all its successive runs; absent: not known. */
    readonly slicesSeen?: number;
  };
  /** Out-of-fold figures with their n, as docs/accuracy.md prints them; free form, shown in the model card. */
  readonly metrics: Readonly<Record<string, unknown>>;
  /**
   * Filters and activations are int8 levels (docs/model-format.md), which our own WASM engine alone computes with; everything else in the
   * manifest was measured on the float network that this was made of. Absent: floats.
   */
  readonly quantization?: {
    readonly scheme: 'int8';
    readonly weights: 'per-channel';
    readonly activations: 'per-tensor';
    /** Convolutions that are computed with levels; all others are not. */
    readonly layers: number;
    /** Slices that gave the activations' ranges. */
    readonly calibration: { readonly slices: number };
    /** Against the float network, on slices that calibration has not seen: probabilities, and Spearman's rank correlation of `any`. */
    readonly agreement: {
      readonly slices: number;
      readonly maxDp: number;
      readonly meanDp: number;
      readonly rankCorrelation: number;
    } | null;
  };
  /** A model along a study's slices (see sequence-model.ts), whose corrected logits the calibration is of. Absent: none. */
  readonly sequence?: { readonly file: string };
}
