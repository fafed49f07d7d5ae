import { isRecord } from '#base';

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

/** Caps that can be tried; the worklist's own is 60. */
export const LAB_CAPS = [30, 60, 120, 240, null] as const;
const OWN_CAP = 60;

/** Of what was kept, what is within the bounds. */
export function parseLabSite(given: unknown): LabSite {
  const kept = isRecord(given) ? given : {};
  const within = (name: keyof typeof LAB_SITE) => {
    const { least, most, usual } = LAB_SITE[name];
    const value = kept[name];
    return typeof value === 'number' && value >= least && value <= most ? value : usual;
  };
  const cap = LAB_CAPS.find((one) => one === kept.capMinutes);
  return {
    arrivalsPerHour: within('arrivalsPerHour'),
    readers: Math.round(within('readers')),
    readingMinutes: within('readingMinutes'),
    capMinutes: cap === undefined ? OWN_CAP : cap,
  };
}
