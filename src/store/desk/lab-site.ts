import { isRecord } from '#base';
import { parseCap } from '../settings/site-choices.ts';

/** What a coordinator says of the site; the rest comes from the operating point and the prevalence. */
export interface LabSite {
  readonly arrivalsPerHour: number;
  readonly readers: number;
  readonly readingMinutes: number;
  /** null: no cap. */
  readonly capMinutes: number | null;
}

/** Bounds of what is said, and what a fresh browser starts with. */
export const LAB_SITE = {
  arrivalsPerHour: { least: 0.5, most: 60, step: 0.5, usual: 8 },
  readers: { least: 1, most: 20, step: 1, usual: 1 },
  readingMinutes: { least: 1, most: 60, step: 0.5, usual: 6 },
} as const;

const USUAL_CAPS = [30, 60, 120, 240] as const;

/** Caps that can be tried, minutes, least first, none last: the usual ones and those given, as the worklist's own. */
export function labCaps(also: readonly (number | null)[]): readonly (number | null)[] {
  const numbers = [...USUAL_CAPS, ...also].filter((cap) => cap !== null);
  return [...[...new Set(numbers)].sort((a, b) => a - b), null];
}

/** Of what was kept, what is within the bounds. */
export function parseLabSite(given: unknown): LabSite {
  const kept = isRecord(given) ? given : {};
  const within = (name: keyof typeof LAB_SITE) => {
    const { least, most, usual } = LAB_SITE[name];
    const value = kept[name];
    return typeof value === 'number' && value >= least && value <= most ? value : usual;
  };
  return {
    arrivalsPerHour: within('arrivalsPerHour'),
    readers: Math.round(within('readers')),
    readingMinutes: within('readingMinutes'),
    capMinutes: kept.capMinutes === null ? null : parseCap(kept.capMinutes),
  };
}
