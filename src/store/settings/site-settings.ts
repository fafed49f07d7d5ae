import type { AppStorage } from '../storage.ts';
import { type ReadSettings, readSettingsFile } from './settings-file.ts';
import { createSettingsStore } from './state.ts';

/** The site's own settings: the content of `config.json`; null or undefined where there is none. */
export const readSiteSettings = (raw: unknown): ReadSettings =>
  raw == null ? { settings: {}, problems: [] } : readSettingsFile(raw);

/**
 * The folder of the model that this browser chose, or its site; '' where neither did. Wanted before there is an app, which tells of a
 * storage that can't be read: here that is as if nothing were kept.
 */
export async function chosenModel(
  storage: Pick<AppStorage, 'settings'>,
  siteSettings: unknown,
): Promise<string> {
  const kept = await storage.settings().catch(() => null);
  return createSettingsStore(kept, readSiteSettings(siteSettings).settings).getState().model;
}
