import type { Label, LabelMap } from '#base';
import type { SuitabilityCheck } from '#triage';

/** A slice of a report: SOP Instance UID, with "#2" and so on for the later frames of a multi-frame file. */
export interface ReportedEvidence {
  readonly instance: string;
  /** 1-based place along the series, from its caudal end. */
  readonly slice: number;
  readonly label: Label;
  readonly probability: number;
}

/** A study's row. `flagged` empty means no flag at the operating point, no more than that. */
export interface StudyReport {
  readonly rank: number;
  readonly studyInstanceUid: string;
  readonly patientId: string;
  /** The folder or ZIP that its files came from. */
  readonly source: string;
  /** Files that the row's slices came from: with `skipped`, every file that was given counts once. */
  readonly files: number;
  readonly priority: number;
  readonly reason: string;
  readonly flagged: readonly Label[];
  /** null where no slice was analyzed. */
  readonly probabilities: LabelMap<number> | null;
  readonly slices: number;
  readonly analysed: number;
  readonly notAnalysed: readonly { readonly instance: string; readonly reason: string }[];
  readonly evidence: readonly ReportedEvidence[];
  /** The label whose threshold decides the flag, where its number is near it; else null. */
  readonly nearThreshold: {
    readonly label: Label;
    readonly probability: number;
    readonly threshold: number;
  } | null;
  readonly suitability: readonly SuitabilityCheck[];
}

/** The whole run. Every file that was given is a slice of one study or is in `skipped`. */
export interface TriageReport {
  /** There, and true, where the run was stopped: what was not reached says so in its row. */
  readonly interrupted?: true;
  readonly engine: string;
  readonly model: {
    readonly id: string;
    readonly title: string;
    /** 'untrained': the probabilities mean nothing. */
    readonly status: string;
    readonly hash: string;
    readonly operatingPoint: string;
    /** What the operating point of `any` did on studies out of fold; null where the package does not say. */
    readonly measured: {
      readonly sensitivity: number | null;
      readonly specificity: number | null;
      readonly n: number;
      readonly positives: number;
    } | null;
  };
  readonly studies: readonly StudyReport[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}
