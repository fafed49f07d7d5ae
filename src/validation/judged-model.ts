import { DEFAULT_FLAGGED_BY, type FlaggedBy, type LabelMap } from '#base';
import type { Thresholds } from '#evaluation';

/** The package that is judged. */
export interface JudgedModel {
  readonly id: string;
  readonly title: string;
  readonly hash: string;
  readonly status: string;
  readonly flaggedBy: FlaggedBy;
  readonly sliceThresholds: LabelMap<Thresholds>;
  readonly studyThresholds: LabelMap<Thresholds>;
}

/** What a package's manifest says that a report judges by. */
export interface JudgedManifest {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly operatingPoints: LabelMap<Thresholds>;
  readonly study: {
    readonly operatingPoints: LabelMap<Thresholds>;
    readonly flaggedBy?: FlaggedBy;
  };
}

/** A package as a report judges by it. */
export const judgedModel = (manifest: JudgedManifest, hash: string): JudgedModel => ({
  id: manifest.id,
  title: manifest.title,
  hash,
  status: manifest.status,
  flaggedBy: manifest.study.flaggedBy ?? DEFAULT_FLAGGED_BY,
  sliceThresholds: manifest.operatingPoints,
  studyThresholds: manifest.study.operatingPoints,
});
