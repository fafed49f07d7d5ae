import {
  AppError,
  isRecord,
  type LabelMap,
  messageOf,
  type PlattScaling,
  type UpgradeStep,
  upgrade,
} from '#base';
import type { Thresholds } from '#evaluation';

/** What a user loads: nothing of a proposal has any effect before. `version` numbers the format. */
export interface SiteCalibration {
  readonly format: 'ich-triage-site-calibration';
  readonly version: 2;
  /** It says nothing of another package's numbers. */
  readonly model: { readonly id: string; readonly hash: string };
  /** Of studies' `any`. */
  readonly any: {
    /** Of the package's calibrated probability. */
    readonly scaling: PlattScaling;
    /** On the probability after that scaling. */
    readonly operatingPoints: Thresholds;
  };
  readonly basis: {
    readonly studies: number;
    readonly positives: number;
    /** When the first and the last of them came, "2026-11-27"; null: not known. */
    readonly days: readonly [first: string, last: string] | null;
    readonly changes: readonly string[];
  };
}

/** What of a package's manifest a site calibration changes or is told apart by. */
interface Adaptable {
  readonly title: string;
  readonly study: {
    readonly calibration: LabelMap<PlattScaling>;
    readonly operatingPoints: LabelMap<Thresholds>;
    readonly anyLift?: 'none' | 'nameable';
    readonly measured?: unknown;
  };
}

const bad = (path: string, text: string): AppError =>
  new AppError('bad-verdicts', `${path}: ${text}`);

/** From version 1 on: see docs/CHANGELOG-formats.md. */
const UPGRADES: readonly UpgradeStep[] = [
  ({ basis, ...old }) => ({ ...old, basis: isRecord(basis) ? { ...basis, days: null } : basis }),
];

const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** Reads the text of a calibration file. Throws AppError 'bad-verdicts' that names the file and what is wrong. */
export function parseSiteCalibration(path: string, text: string): SiteCalibration {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw bad(path, `is no JSON: ${messageOf(cause)}`);
  }
  if (!isRecord(given) || given.format !== 'ich-triage-site-calibration') {
    throw bad(path, 'is no site calibration');
  }
  return readSiteCalibration(path, given);
}

/** A calibration of any version up to the present one, from outside. Throws as {@link parseSiteCalibration} does. */
export function readSiteCalibration(path: string, given: unknown): SiteCalibration {
  const upgraded = upgrade(given, UPGRADES);
  if (upgraded.kind === 'newer') {
    throw bad(path, `is of version ${upgraded.version}, and up to 2 is read`);
  }
  if (upgraded.kind === 'unreadable') throw bad(path, 'is of no version that is known');
  const { format, model, any, basis } = upgraded.value;
  if (format !== 'ich-triage-site-calibration') throw bad(path, 'is no site calibration');
  const scaling = isRecord(any) ? any.scaling : null;
  const points = isRecord(any) ? any.operatingPoints : null;
  if (!isRecord(model) || typeof model.id !== 'string' || typeof model.hash !== 'string') {
    throw bad(path, 'does not say which model it is of');
  }
  if (!isRecord(scaling) || !isNumber(scaling.a) || !isNumber(scaling.b) || scaling.a <= 0) {
    throw bad(path, 'its scaling needs numbers a (over 0) and b');
  }
  if (!isRecord(points)) throw bad(path, 'has no operating points');
  const { highSensitivity, balanced, highSpecificity } = points;
  const numbers = [highSensitivity, balanced, highSpecificity];
  const [low, middle, high] = numbers.filter(isNumber);
  const isRising = low !== undefined && middle !== undefined && high !== undefined;
  if (!isRising || !(low > 0 && low <= middle && middle <= high && high <= 1)) {
    throw bad(path, 'its operating points are not three rising thresholds within 0 to 1');
  }
  const counts = isRecord(basis) ? basis : {};
  const { studies, positives, days, changes } = counts;
  if (!isNumber(studies) || !isNumber(positives) || !Array.isArray(changes)) {
    throw bad(path, 'does not say what it rests on');
  }
  return {
    format: 'ich-triage-site-calibration',
    version: 2,
    model: { id: model.id, hash: model.hash },
    any: {
      scaling: { a: scaling.a, b: scaling.b },
      operatingPoints: { highSensitivity: low, balanced: middle, highSpecificity: high },
    },
    basis: { studies, positives, days: daysIn(days), changes: changes.map(String) },
  };
}

function daysIn(value: unknown): SiteCalibration['basis']['days'] {
  const [first, last]: readonly unknown[] = Array.isArray(value) ? value : [];
  return typeof first === 'string' && typeof last === 'string' ? [first, last] : null;
}

/** The title of an adapted package, wherever it stands. */
export const adaptedTitle = (title: string, { basis }: Pick<SiteCalibration, 'basis'>): string =>
  `${title}, calibrated on ${basis.studies} studies of the site`;

/** Throws AppError 'bad-verdicts' for the calibration of another package and for one whose types raise `any` after it is calibrated. */
export function refuseForeign(
  study: Pick<Adaptable['study'], 'anyLift'>,
  hash: string,
  model: SiteCalibration['model'],
): void {
  if (model.hash !== hash) {
    const text = `The site calibration is of ${model.id} (${model.hash.slice(0, 12)}), and ${hash.slice(0, 12)} is loaded.`;
    throw new AppError('bad-verdicts', text);
  }
  if (study.anyLift !== 'none') {
    const text = 'A site calibration does not hold where types raise the number of any.';
    throw new AppError('bad-verdicts', text);
  }
}

/**
 * A manifest with the studies' `any` calibrated for a site: two scalings of a logit in a row are one. Its title says so wherever it stands, and
 * what was measured of the package's own points is left out, as it says nothing of these. Throws AppError 'bad-verdicts' for the calibration
 * of another package and for one whose types raise `any` after it is calibrated.
 */
export function withSiteCalibration<Manifest extends Adaptable>(
  manifest: Manifest,
  hash: string,
  calibration: SiteCalibration,
): Manifest {
  const { model, any } = calibration;
  const { study } = manifest;
  refuseForeign(study, hash, model);
  const own = study.calibration.any;
  const { a, b } = any.scaling;
  const { measured: _, ...rest } = study;
  return {
    ...manifest,
    title: adaptedTitle(manifest.title, calibration),
    study: {
      ...rest,
      calibration: { ...study.calibration, any: { a: a * own.a, b: a * own.b + b } },
      operatingPoints: { ...study.operatingPoints, any: any.operatingPoints },
    },
  };
}
