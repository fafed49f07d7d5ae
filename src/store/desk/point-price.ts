import { wilsonInterval } from '#base';
import {
  type AtPrevalence,
  atPrevalence,
  type Head,
  hundredHeads,
  type OperatingPointName,
} from '#triage';
import type { EngineState } from '#workers';
import { type DeskAdaptation, isAdapted } from '../adaptation/desk-scale.ts';
import { entryAtPoint } from '../analysis/at-point.ts';
import { findingsOf, type StudyEntry } from '../worklist/study-entry.ts';

/** A part that was counted: `part` of `n`, each 0..1, with its 95 % interval. */
export interface Counted {
  readonly part: number;
  readonly n: number;
  readonly interval: readonly [number, number];
}

/** What an operating point did when it was measured. */
export interface MeasuredPrice {
  readonly point: OperatingPointName;
  /** Of the studies with hemorrhage. */
  readonly sensitivity: Counted;
  /** Of the studies without. */
  readonly specificity: Counted;
}

/** What an operating point means at a site. */
export interface PriceHere {
  readonly at: AtPrevalence;
  /** A hundred studies, for a picture. */
  readonly heads: readonly Head[];
}

/** The operating points, the most sensitive first. */
export const OPERATING_POINTS = [
  'highSensitivity',
  'balanced',
  'highSpecificity',
] as const satisfies readonly OperatingPointName[];

function counted(part: number | null, n: number): Counted | null {
  if (part === null) return null;
  const interval = wilsonInterval(part * n, n);
  return interval === null ? null : { part, n, interval };
}

/** Whether a point of `any` was chosen for this desk: what the package measured is of another threshold. */
export const isChosenHere = (
  engine: EngineState,
  point: OperatingPointName,
  adaptation: DeskAdaptation | null,
): boolean =>
  isAdapted(engine, adaptation) && adaptation?.calibration.basis.changes.includes(point) === true;

/**
 * What the loaded package measured of an operating point, on studies and any hemorrhage; null where it says nothing, and of a point that was
 * chosen for this desk. A new scale alone moves no flag, and no price.
 */
export function measuredPrice(
  engine: EngineState,
  point: OperatingPointName,
  adaptation: DeskAdaptation | null = null,
): MeasuredPrice | null {
  if (isChosenHere(engine, point, adaptation)) return null;
  const measured =
    engine.phase === 'ready' ? engine.manifest.study.measured?.any[point] : undefined;
  if (measured === undefined) return null;
  const { n, positives } = measured;
  const sensitivity = counted(measured.sensitivity, positives);
  const specificity = counted(measured.specificity, n - positives);
  return sensitivity === null || specificity === null ? null : { point, sensitivity, specificity };
}

/** The price of a measured point where a part of the studies has hemorrhage; `prevalence` 0..1. */
export function priceHere(price: MeasuredPrice, prevalence: number): PriceHere {
  const { sensitivity, specificity } = price;
  const at = atPrevalence(
    { sensitivity: sensitivity.part, specificity: specificity.part },
    prevalence,
  );
  return { at, heads: hundredHeads(at) };
}

/** How many studies of the list are flagged at a point, and how many have findings. */
export function flaggedAt(
  entries: ReadonlyMap<string, StudyEntry>,
  engine: EngineState,
  point: OperatingPointName,
  adaptation: DeskAdaptation | null = null,
): { readonly flagged: number; readonly of: number } {
  let [flagged, of] = [0, 0];
  for (const entry of entries.values()) {
    if (entry.phase.kind === 'unsuitable') continue;
    const findings = findingsOf(entryAtPoint(entry, engine, point, adaptation));
    if (findings === null) continue;
    of += 1;
    if (findings.flagged.length > 0) flagged += 1;
  }
  return { flagged, of };
}
