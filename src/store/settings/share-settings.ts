import { isRecord } from '#base';
import type { AppStorage } from '../storage.ts';
import type { TabChannel } from '../worklist/numbers.ts';
import { DEFAULT_SETTINGS, parseSettings, type Settings, type SettingsStore } from './state.ts';

/** How a tab does what another changed. */
export interface SettingsFollower {
  /** Everything but the blinded switch. */
  readonly change: (changes: Partial<Settings>) => void;
  /** `wanted` says what stands when the time has come. */
  readonly followBlinded: (wanted: () => boolean) => void;
}

type Name = keyof Settings;

const NAMES = (Object.keys(DEFAULT_SETTINGS) as Name[]).filter((name) => name !== 'version');

/** These settings alone. */
const only = (settings: Settings, names: readonly Name[]): Partial<Settings> =>
  Object.fromEntries(names.map((name) => [name, settings[name]]));

/** Nothing but a plain on or off shows what is hidden. */
const isNoSwitch = (name: Name, value: unknown): boolean =>
  name === 'blinded' && typeof value !== 'boolean';

/**
 * One set of settings for all tabs of the browser: what is changed in one is kept by itself, beside what others keep, and told once it lies
 * there, so that a tab that starts meanwhile reads it or hears it. No tab writes what it did not change, and what a tab was told is not told on.
 */
export function shareSettings(
  settings: SettingsStore,
  storage: Pick<AppStorage, 'saveSettings'>,
  channel: TabChannel | undefined,
  { change, followBlinded }: SettingsFollower,
): void {
  let agreed = settings.getState();
  settings.subscribe((now, before) => {
    const changed = NAMES.filter(
      (name) => now[name] !== before[name] && now[name] !== agreed[name],
    );
    if (changed.length === 0) return;
    const changes = only(now, changed);
    agreed = { ...agreed, ...changes };
    void storage.saveSettings(now, changed).then(() => channel?.say({ settings: changes }));
  });
  channel?.hear((message) => {
    const told = isRecord(message) ? message.settings : null;
    if (!isRecord(told)) return;
    const names = NAMES.filter((name) => name in told && !isNoSwitch(name, told[name]));
    const heard = only(parseSettings({ ...settings.getState(), ...told, version: 1 }), names);
    agreed = { ...agreed, ...heard };
    const { blinded, ...others } = heard;
    if (Object.keys(others).length > 0) change(others);
    if (blinded !== undefined) followBlinded(() => agreed.blinded);
  });
}
