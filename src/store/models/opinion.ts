import { LABELS, type Label } from '#base';
import { atOperatingPoint, type StudyFindings } from '#triage';
import { thresholdsOf } from '../analysis/apply-run.ts';
import {
  resultOf,
  type StudyEntry,
  type StudyResult,
  type Thresholds,
} from '../worklist/study-entry.ts';
import type { ModelsState } from './state.ts';

/** A study's result and another model's beside it, at one operating point. */
export interface OpinionBeside {
  readonly first: StudyResult;
  readonly second: {
    readonly title: string;
    readonly untrained: boolean;
    readonly findings: StudyFindings;
    readonly thresholds: Thresholds;
  };
  /** Labels that one flags and the other does not. */
  readonly differ: readonly Label[];
}

/** What another model said of this study; null where none was asked, or where the result it stood beside is gone. */
export function opinionBeside(
  entry: StudyEntry,
  { opinions }: Pick<ModelsState, 'opinions'>,
): OpinionBeside | null {
  const given = opinions.get(entry.key);
  const first = resultOf(entry);
  if (given === undefined || first === null || given.besides !== first.analysisKey) return null;
  const { manifest } = given.engine;
  const point = first.findings.operatingPoint;
  const thresholds = thresholdsOf(manifest, point);
  const findings =
    given.findings.operatingPoint === point
      ? given.findings
      : atOperatingPoint(given.findings, thresholds.study, point, manifest.study.flaggedBy);
  const flags = (of: StudyFindings, label: Label) => of.flagged.includes(label);
  return {
    first,
    second: {
      title: manifest.title,
      untrained: manifest.status === 'untrained',
      findings,
      thresholds,
    },
    differ: LABELS.filter((label) => flags(first.findings, label) !== flags(findings, label)),
  };
}

/** A study that a second model may read: its images are here, it has a result, and nobody is done with it. */
export function readable(entry: StudyEntry): StudyResult | null {
  if (entry.study === null || entry.care.done !== null) return null;
  const result = resultOf(entry);
  return result === null || result.findings.slices.length === 0 ? null : result;
}

/** Of the studies that a second model may read, those that one has read, and those of them where it flags something else. */
export function opinionsSoFar(
  entries: Iterable<StudyEntry>,
  models: Pick<ModelsState, 'opinions'>,
): { readonly read: number; readonly of: number; readonly differ: number } {
  let [read, of, differ] = [0, 0, 0];
  for (const entry of entries) {
    if (readable(entry) === null) continue;
    of += 1;
    const beside = opinionBeside(entry, models);
    if (beside === null) continue;
    read += 1;
    if (beside.differ.length > 0) differ += 1;
  }
  return { read, of, differ };
}
