import { createStore, type StoreApi } from 'zustand/vanilla';
import { readSiteCalibration } from '#adaptation';
import { isRecord, type UpgradeStep, upgrade } from '#base';
import { type LanguageChoice, parseLanguageChoice } from '#texts';
import type { OperatingPointName } from '#triage';
import type { DeskAdaptation } from '../adaptation/desk-scale.ts';
import {
  type AttentionSettings,
  DEFAULT_ATTENTION,
  parseAttention,
} from '../attention/settings.ts';
import { type LabSite, parseLabSite } from '../desk/lab-site.ts';
import { SHORTCUTS, type ShortcutChanges, type ShortcutId } from './shortcuts.ts';
import {
  type ChosenWindows,
  OWN_CAP_MINUTES,
  OWN_WINDOWS,
  parseBannerLine,
  parseCap,
  parseWindows,
} from './site-choices.ts';
import {
  type Density,
  type HideableColumn,
  parseDensity,
  parseHiddenColumns,
  parseViews,
  type SavedView,
} from './views.ts';

const LAYOUTS = ['one', 'three', 'planes'] as const;

/** One image; the same slice in the brain, subdural and bone windows; or it beside coronal and sagittal planes. */
export type Layout = (typeof LAYOUTS)[number];

/** Minutes without input after which the screen is covered; 0: never. */
export const LOCK_MINUTES: readonly number[] = [0, 2, 5, 10, 30];

/** What is kept of a PIN: a salted hash (PBKDF2 with SHA-256). */
export interface KeptPin {
  /** Hexadecimal. */
  readonly salt: string;
  readonly hash: string;
  readonly rounds: number;
}

/** What a reader decides once. Kept in the browser; `version` numbers its format. */
export interface Settings {
  readonly version: 1;
  readonly theme: 'dark' | 'light';
  /** Of the screen alone: files, DICOM objects and the command line are English. */
  readonly language: LanguageChoice;
  /** Patient names and IDs are hidden on the screen. */
  readonly maskNames: boolean;
  /** Who reads here: stands beside what was acknowledged and done. */
  readonly initials: string;
  /** The shift whose reader was asked for initials, by when it began; they are of that shift. 0: nobody was asked, and initials are for good. */
  readonly initialsAsked: number;
  readonly operatingPoint: OperatingPointName;
  /** The part of the head CTs here that show hemorrhage, in whole percent, {@link PREVALENCE_PERCENT}. */
  readonly prevalencePercent: number;
  /** Of the model's numbers, to this site; null: as the package has them. Set in the desk alone, never by a file of settings. */
  readonly adaptation: DeskAdaptation | null;
  /** What the queue lab takes the site for. */
  readonly labSite: LabSite;
  /** A study that waits so many minutes goes before flags. */
  readonly capMinutes: number;
  /** Beside the research banner: whom to call, whose machine it is. */
  readonly bannerLine: string;
  /** Results are hidden until the reader gave a first verdict. Set by {@link VerdictActions.setBlinded} alone. */
  readonly blinded: boolean;
  /** How the open study hangs. */
  readonly layout: Layout;
  /** The windows of the preset keys. */
  readonly windows: ChosenWindows;
  readonly density: Density;
  readonly hiddenColumns: readonly HideableColumn[];
  readonly views: readonly SavedView[];
  /** A sound for a newly flagged study. */
  readonly sound: boolean;
  /** How it and the operating system's notices call. */
  readonly attention: AttentionSettings;
  /** Single-character keys act (WCAG 2.1.4). */
  readonly characterKeys: boolean;
  readonly shortcuts: ShortcutChanges;
  /** How far the tour was looked at: 0 not begun, else the next step from 0; their number once it was done. */
  readonly tourStep: number;
  /** Results are kept across reloads. Pixels never are. */
  readonly keepResults: boolean;
  /** Names, IDs and dates are kept with the queue; without, a study has them again when its images are given again. */
  readonly keepNames: boolean;
  /** Folder of the model that was chosen, below models/; '' is the one that is served as the default. */
  readonly model: string;
  /** Folder of the model that reads every study a second time while the first rests; '': none does. */
  readonly standingOpinion: string;
  /** One of {@link LOCK_MINUTES}. */
  readonly lockMinutes: number;
  /** null: any key uncovers the screen. */
  readonly lockPin: KeptPin | null;
  /** The engine that was chosen last on this machine, by the model's folder. */
  readonly engines: Readonly<Record<string, string>>;
}

/** What a fresh browser starts with. */
export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  theme: 'dark',
  language: 'browser',
  maskNames: true,
  initials: '',
  initialsAsked: 0,
  operatingPoint: 'balanced',
  prevalencePercent: 10,
  adaptation: null,
  labSite: parseLabSite(null),
  capMinutes: OWN_CAP_MINUTES,
  bannerLine: '',
  blinded: false,
  layout: 'one',
  windows: OWN_WINDOWS,
  density: 'standard',
  hiddenColumns: [],
  views: [],
  sound: false,
  attention: DEFAULT_ATTENTION,
  characterKeys: true,
  shortcuts: {},
  tourStep: 0,
  keepResults: true,
  keepNames: false,
  model: '',
  standingOpinion: '',
  // A key brings all back, so a cover in mid-thought costs nothing; an open head in an empty room does.
  lockMinutes: 10,
  lockPin: null,
  engines: {},
};

/** From version 1 on: see docs/CHANGELOG-formats.md. */
export const SETTINGS_UPGRADES: readonly UpgradeStep[] = [];

/** The settings of this tab. */
export type SettingsStore = StoreApi<Settings>;

/** Starts with what was kept, and with the site's own settings where nothing was. */
export function createSettingsStore(
  kept: unknown,
  site: Readonly<Partial<Settings>> = {},
): SettingsStore {
  return createStore<Settings>()(() =>
    parseSettings(isRecord(kept) ? { ...site, ...kept } : { ...DEFAULT_SETTINGS, ...site }),
  );
}

/**
 * What was kept, as far as it can be understood; the rest is as in a fresh browser. Settings of a newer version are not
 * touched (`slots.ts`), and the reader is told.
 */
export function parseSettings(given: unknown): Settings {
  const upgraded = upgrade(given, SETTINGS_UPGRADES);
  if (upgraded.kind !== 'current') return DEFAULT_SETTINGS;
  const kept = upgraded.value;
  const flag = (
    name: 'blinded' | 'maskNames' | 'sound' | 'characterKeys' | 'keepResults' | 'keepNames',
  ) => (typeof kept[name] === 'boolean' ? kept[name] : DEFAULT_SETTINGS[name]);
  return {
    version: 1,
    theme: kept.theme === 'light' ? 'light' : 'dark',
    language: parseLanguageChoice(kept.language),
    operatingPoint: parseOperatingPoint(kept.operatingPoint),
    prevalencePercent: parsePrevalence(kept.prevalencePercent),
    adaptation: parseAdaptation(kept.adaptation),
    labSite: parseLabSite(kept.labSite),
    blinded: flag('blinded'),
    maskNames: flag('maskNames'),
    initials: typeof kept.initials === 'string' ? initialsOf(kept.initials) : '',
    initialsAsked: typeof kept.initialsAsked === 'number' ? kept.initialsAsked : 0,
    capMinutes: parseCap(kept.capMinutes),
    bannerLine: parseBannerLine(kept.bannerLine),
    windows: parseWindows(kept.windows),
    layout: LAYOUTS.find((layout) => layout === kept.layout) ?? 'one',
    density: parseDensity(kept.density),
    hiddenColumns: parseHiddenColumns(kept.hiddenColumns),
    views: parseViews(kept.views),
    sound: flag('sound'),
    attention: parseAttention(kept.attention),
    characterKeys: flag('characterKeys'),
    keepResults: flag('keepResults'),
    keepNames: flag('keepNames'),
    lockMinutes:
      LOCK_MINUTES.find((each) => each === kept.lockMinutes) ?? DEFAULT_SETTINGS.lockMinutes,
    lockPin: parsePin(kept.lockPin),
    shortcuts: parseShortcuts(kept.shortcuts),
    tourStep: isStep(kept.tourStep) ? kept.tourStep : 0,
    model: typeof kept.model === 'string' ? kept.model : '',
    standingOpinion: typeof kept.standingOpinion === 'string' ? kept.standingOpinion : '',
    engines: strings(kept.engines),
  };
}

function parseAdaptation(value: unknown): DeskAdaptation | null {
  if (!isRecord(value) || typeof value.since !== 'number') return null;
  try {
    return {
      calibration: readSiteCalibration('settings', value.calibration),
      since: value.since,
    };
  } catch {
    return null;
  }
}

function parsePin(value: unknown): KeptPin | null {
  if (!isRecord(value)) return null;
  const { salt, hash, rounds } = value;
  return typeof salt === 'string' && typeof hash === 'string' && typeof rounds === 'number'
    ? { salt, hash, rounds }
    : null;
}

/** What a site's prevalence may be, in whole percent. */
export const PREVALENCE_PERCENT = { least: 1, most: 40 } as const;

const parsePrevalence = (value: unknown): number =>
  typeof value === 'number' && value >= PREVALENCE_PERCENT.least && value <= PREVALENCE_PERCENT.most
    ? Math.round(value)
    : DEFAULT_SETTINGS.prevalencePercent;

const isStep = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100;

/** At most four letters, as they are written: "AB". */
export const initialsOf = (text: string): string =>
  [...text.toUpperCase().replace(/[^\p{L}]/gu, '')].slice(0, 4).join('');

const strings = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

function parseOperatingPoint(value: unknown): OperatingPointName {
  return value === 'highSensitivity' || value === 'highSpecificity' ? value : 'balanced';
}

function parseShortcuts(value: unknown): ShortcutChanges {
  const given = strings(value);
  const changes: Partial<Record<ShortcutId, string>> = {};
  for (const { id } of SHORTCUTS) {
    const key = given[id];
    if (key !== undefined) changes[id] = key;
  }
  return changes;
}
