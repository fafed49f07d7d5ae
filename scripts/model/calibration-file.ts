import { readFile } from 'node:fs/promises';
import { AppError, labelMap, messageOf } from '#base';
import type { ModelManifest } from '#inference';

/** What is fitted out of fold and goes into the manifest: scripts/model/calibrate.ts writes it. */
export type FittedDecision = Pick<
  ModelManifest,
  'calibration' | 'operatingPoints' | 'anyLift' | 'measured' | 'study'
>;

/** Without a calibration file: probabilities as they come, and thresholds that mean nothing in particular. */
export function unfittedDecision(): FittedDecision {
  const calibration = labelMap(() => ({ a: 1, b: 0 }));
  const operatingPoints = labelMap(() => ({
    highSensitivity: 0.3,
    balanced: 0.5,
    highSpecificity: 0.7,
  }));
  return {
    calibration,
    operatingPoints,
    study: {
      kind: 'top-k-mean',
      k: 3,
      smoothing: [0.2, 0.6, 0.2],
      calibration,
      operatingPoints,
    },
  };
}

/** Reads JSON, with the file's name in the error. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new AppError('bad-json', `${path}: ${messageOf(cause)}`, { cause });
  }
}

/** Reads a calibration file; the manifest's own parser checks its members afterwards. */
export async function readDecision(path: string): Promise<Readonly<Record<string, unknown>>> {
  const raw = await readJson(path);
  if (typeof raw !== 'object' || raw === null) {
    throw new AppError('bad-json', `${path}: is no JSON object`);
  }
  const members = Object.fromEntries(Object.entries(raw));
  for (const key of ['calibration', 'operatingPoints', 'study']) {
    if (!(key in members)) throw new AppError('bad-json', `${path}: lacks "${key}"`);
  }
  const known = ['calibration', 'operatingPoints', 'anyLift', 'measured', 'study'];
  return Object.fromEntries(known.flatMap((key) => (key in members ? [[key, members[key]]] : [])));
}
