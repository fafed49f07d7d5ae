import { isRecord, type Ms, ms } from '#base';
import { WINDOW_PRESETS, type WindowPreset } from '#imaging';
import { DEFAULT_POLICY } from '#triage';

/** What the waiting cap may be, whole minutes: a study that waits so long goes before flags. It can be set and not be switched off. */
export const CAP_MINUTES = { least: 10, most: 480 } as const;

/** The cap of a fresh browser, minutes. */
export const OWN_CAP_MINUTES = DEFAULT_POLICY.cap / 60_000;

/** A whole number of minutes within {@link CAP_MINUTES}; the default for what is none. */
export const parseCap = (value: unknown): number =>
  isWholeWithin(value, CAP_MINUTES) ? value : OWN_CAP_MINUTES;

/** The cap as the ranking takes it. */
export const capOf = ({ capMinutes }: { readonly capMinutes: number }): Ms =>
  ms(capMinutes * 60_000);

/** A window on the screen, HU. */
export interface ChosenWindow {
  readonly center: number;
  readonly width: number;
}

/** The windows of the preset keys. They are for looking at: neither the model nor what is exported goes by them. */
export type ChosenWindows = Readonly<Record<WindowPreset, ChosenWindow>>;

/** What a window may be, whole HU: as far as dragging goes. */
export const WINDOW_RANGE = {
  center: { least: -2000, most: 4000 },
  width: { least: 2, most: 6000 },
} as const;

/** Those of a fresh browser. */
export const OWN_WINDOWS: ChosenWindows = WINDOW_PRESETS;

/** Each number by itself, the default for what is none. */
export function parseWindows(value: unknown): ChosenWindows {
  const given = isRecord(value) ? value : {};
  const windowOf = (preset: WindowPreset): ChosenWindow => {
    const one = given[preset];
    const { center, width } = isRecord(one) ? one : {};
    const own = OWN_WINDOWS[preset];
    return {
      center: isWholeWithin(center, WINDOW_RANGE.center) ? center : own.center,
      width: isWholeWithin(width, WINDOW_RANGE.width) ? width : own.width,
    };
  };
  return {
    brain: windowOf('brain'),
    subdural: windowOf('subdural'),
    stroke: windowOf('stroke'),
    strokeNarrow: windowOf('strokeNarrow'),
    bone: windowOf('bone'),
    softTissue: windowOf('softTissue'),
    posteriorFossa: windowOf('posteriorFossa'),
  };
}

/** As much as stands beside the banner without hiding it. */
export const BANNER_LINE_LENGTH = 120;

/** One line of plain text; '' for what is none. */
export const parseBannerLine = (value: unknown): string =>
  typeof value === 'string' ? bannerLineOf(value).trim() : '';

/** A line as it is being typed: no breaks, no control characters, not too long. */
export const bannerLineOf = (text: string): string =>
  [...text.replace(/[\p{C}\s]+/gu, ' ')].slice(0, BANNER_LINE_LENGTH).join('');

const isWholeWithin = (
  value: unknown,
  { least, most }: { readonly least: number; readonly most: number },
): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
