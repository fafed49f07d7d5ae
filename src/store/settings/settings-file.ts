import { canonicalJson, isRecord, messageOf, upgrade } from '#base';
import { DEFAULT_SETTINGS, parseSettings, SETTINGS_UPGRADES, type Settings } from './state.ts';

/** Something in a settings file that is not as it was meant. */
export interface SettingsProblem {
  /** Where it stands: "shortcuts.slice-up"; '' for the file as a whole. */
  readonly path: string;
  /** What is so, and what is used instead: "is 90, not one of its values; 10 is used". */
  readonly text: string;
}

/** What a settings file says, as far as it can be understood; the rest stays as it was. */
export interface ReadSettings {
  readonly settings: Partial<Settings>;
  readonly problems: readonly SettingsProblem[];
}

/** Of this machine alone: neither written into a file nor taken from one, which could lift a lock, show results to a blinded reader, or adapt numbers unseen. */
const LOCAL: readonly (keyof Settings)[] = [
  'engines',
  'lockPin',
  'blinded',
  'adaptation',
  'initialsAsked',
];
/** A file that is longer is none of ours. */
const MAX_CHARACTERS = 100_000;

/** The settings as a file that another browser, or `config.json` beside the app, can take. */
export const settingsFile = (settings: Settings): string =>
  `${JSON.stringify(settings, (key, value) => (LOCAL.some((local) => local === key) ? undefined : value), 2)}\n`;

/** Reads the text of a settings file. Never throws: what can't be read is a problem with its path. */
export function readSettingsText(text: string): ReadSettings {
  if (text.length > MAX_CHARACTERS) return nothing('is too long for a settings file');
  try {
    return readSettingsFile(JSON.parse(text));
  } catch (error) {
    return nothing(`is not JSON: ${messageOf(error)}`);
  }
}

/** Reads what a settings file holds, each setting by itself: one that is not understood leaves the others. */
export function readSettingsFile(raw: unknown): ReadSettings {
  const upgraded = upgrade(raw, SETTINGS_UPGRADES);
  if (upgraded.kind === 'newer') return nothing('is of a newer version of this app');
  if (upgraded.kind === 'unreadable') return nothing('has no "version" of a settings file');
  const { version: _, ...given } = upgraded.value;
  const parsed = parseSettings(upgraded.value);
  const known = new Set(
    Object.keys(DEFAULT_SETTINGS).filter((key) => !LOCAL.some((local) => local === key)),
  );
  return {
    settings: Object.fromEntries(
      Object.entries(parsed).filter(([key]) => known.has(key) && Object.hasOwn(given, key)),
    ),
    problems: Object.entries(given).flatMap(([key, value]) =>
      known.has(key)
        ? differences(key, value, Reflect.get(parsed, key))
        : [{ path: key, text: 'is no setting' }],
    ),
  };
}

/** Where what was made of a value is not what was given, down to the members that differ. */
function differences(path: string, given: unknown, used: unknown): readonly SettingsProblem[] {
  if (isRecord(given) && isRecord(used)) {
    return Object.entries(given).flatMap(([key, value]) =>
      Object.hasOwn(used, key)
        ? differences(`${path}.${key}`, value, used[key])
        : [{ path: `${path}.${key}`, text: 'is no setting' }],
    );
  }
  if (canonicalJson(given) === canonicalJson(used)) return [];
  const text = `is ${shown(given)}, not one of its values; ${shown(used)} is used`;
  return [{ path, text }];
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

const nothing = (text: string): ReadSettings => ({ settings: {}, problems: [{ path: '', text }] });

/** A problem in words: "prevalencePercent is 90, ...". */
export const problemWords = ({ path, text }: SettingsProblem): string =>
  `${path === '' ? 'The file' : path} ${text}.`;
