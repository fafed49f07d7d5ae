import type { SiteCalibration } from '#adaptation';
import type { OperatingPointName, SiteScale } from '#triage';
import type { EngineState } from '#workers';

/** A site calibration that a reader put to use at this desk. */
export interface DeskAdaptation {
  readonly calibration: SiteCalibration;
  /** When it was put to use. */
  readonly since: number;
}

/** Whether the numbers of the loaded package are adapted: the calibration is of it, and no type raises its `any` afterwards. */
export const isAdapted = (engine: EngineState, adaptation: DeskAdaptation | null): boolean =>
  adaptation !== null &&
  engine.phase === 'ready' &&
  engine.modelHash === adaptation.calibration.model.hash &&
  engine.manifest.study.anyLift === 'none';

/** The scale on which studies of the loaded package stand; null: its own. */
export function deskScale(
  engine: EngineState,
  adaptation: DeskAdaptation | null,
  point: OperatingPointName,
): SiteScale | null {
  if (adaptation === null || !isAdapted(engine, adaptation)) return null;
  const { any } = adaptation.calibration;
  const { a, b } = any.scaling;
  const threshold = any.operatingPoints[point];
  return { name: `${a} ${b} ${threshold}`, scaling: any.scaling, threshold };
}
