import { isRecord, upgrade } from '#base';
import { SETTINGS_UPGRADES, type Settings } from './state.ts';

/** Where settings of a version are kept: each has a place of its own, so that none overwrites another's. */
export const slotOf = (version: number): string =>
  version === 1 ? 'settings' : `settings@${version}`;

/** What lies beside each other in the browser, by the place's name: settings in places that begin alike, and the shift. */
export type Slots = ReadonlyMap<string, unknown>;

const readAll = (slots: Slots) =>
  [...slots].flatMap(([slot, raw]) =>
    raw === null || raw === undefined || !slot.startsWith('settings')
      ? []
      : [{ slot, raw, upgraded: upgrade(raw, SETTINGS_UPGRADES) }],
  );

const versionIn = (raw: unknown): number => Number(Reflect.get(Object(raw), 'version'));

/** The newest settings that this program can read; null where there are none. */
export function readableSettings(slots: Slots): unknown {
  const readable = readAll(slots).flatMap(({ raw, upgraded }) =>
    upgraded.kind === 'current' ? [{ version: versionIn(raw), value: upgraded.value }] : [],
  );
  return readable.sort((a, b) => b.version - a.version)[0]?.value ?? null;
}

/** Whether there are settings that this program cannot read, and why. */
export function settingsSetAside(slots: Slots): 'newer' | 'unreadable' | null {
  const kinds = readAll(slots).map(({ upgraded: { kind } }) => kind);
  if (kinds.includes('newer')) return 'newer';
  return kinds.includes('unreadable') ? 'unreadable' : null;
}

/** Where that goes which lies in the place about to be written and is not this program's to overwrite. */
export function movedAside(
  slots: Slots,
  slot: string,
): { readonly slot: string; readonly raw: unknown } | null {
  const there = readAll(slots).find((one) => one.slot === slot);
  switch (there?.upgraded.kind) {
    case 'newer':
      return { slot: slotOf(there.upgraded.version), raw: there.raw };
    case 'unreadable':
      return { slot: 'settings, unreadable', raw: there.raw };
    default:
      return null;
  }
}

/**
 * What is to be kept: the changed settings of a tab over what is kept now, which other tabs may have changed since; all of the tab's where
 * nothing is kept, or where it isn't said what changed.
 */
export const mergedSettings = (
  kept: unknown,
  settings: Settings,
  changed?: readonly (keyof Settings)[],
): unknown =>
  changed === undefined || !isRecord(kept)
    ? settings
    : {
        ...kept,
        ...Object.fromEntries(changed.map((name) => [name, settings[name]])),
        version: settings.version,
      };
