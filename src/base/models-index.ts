import { isRecord } from './upgrade.ts';

/** The package that stands in for a default one that isn't there: tiny and untrained, and the app says so. */
export const STAND_IN_MODEL = 'tiny';

/** Whether this is a folder's name beneath models/: one name, no path, nothing hidden. */
export const isModelFolder = (name: unknown): name is string =>
  typeof name === 'string' && /^[\w-][\w.-]*$/.test(name);

/** The folder that models/index.json (parsed, and yet to be trusted) names as the default; the stand-in's where it names none. */
export function defaultModelFolder(index: unknown): string {
  const named = isRecord(index) ? index.default : null;
  return isModelFolder(named) ? named : STAND_IN_MODEL;
}
