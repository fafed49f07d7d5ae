import type { AppStorage } from '../storage.ts';
import type { ReadSettings } from './settings-file.ts';
import { createSettingsStore, type Settings } from './state.ts';

/** The site's own settings: the content of `config.json`; null or undefined where there is none. */
export async function readSiteSettings(raw: unknown): Promise<ReadSettings> {
  if (raw == null) return { settings: {}, problems: [] };
  const { readSettingsFile } = await import('./settings-file.ts');
  return readSettingsFile(raw);
}

/**
 * What this browser chose, or its site, that is wanted before there is an app, which tells of a storage that can't be read: here that is
 * as if nothing were kept. `model` is a folder, '' where neither chose one.
 */
export async function chosenBefore(
  storage: Pick<AppStorage, 'settings'>,
  siteSettings: unknown,
): Promise<Pick<Settings, 'model' | 'language'>> {
  const kept = await storage.settings().catch(() => null);
  const site = await readSiteSettings(siteSettings);
  return createSettingsStore(kept, site.settings).getState();
}
