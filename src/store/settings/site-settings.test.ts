import { describe, expect, it } from 'vitest';
import { createAnalysisService } from '#workers';
import { createApp } from '../app-store.ts';
import { memoryStorage } from '../storage.ts';
import { chosenBefore } from './site-settings.ts';
import { DEFAULT_SETTINGS } from './state.ts';

const SITE = { version: 1, theme: 'light', model: 'site-model' };

const keeping = (kept: unknown) => ({ settings: async () => kept });

describe('the settings of a site', () => {
  it('choose the model of a fresh browser from its first visit on, and of none that has settings of its own', async () => {
    expect((await chosenBefore(keeping(null), SITE)).model).toBe('site-model');
    expect((await chosenBefore(keeping({ ...DEFAULT_SETTINGS, model: 'mine' }), SITE)).model).toBe(
      'mine',
    );
    expect((await chosenBefore(keeping(DEFAULT_SETTINGS), SITE)).model).toBe('');
    expect((await chosenBefore(keeping(null), null)).model).toBe('');
  });

  it('do for those that cannot be read: the app must come up to say so', async () => {
    const broken = { settings: () => Promise.reject(new DOMException('', 'UnknownError')) };
    expect((await chosenBefore(broken, SITE)).model).toBe('site-model');
  });

  it('stand again when everything is deleted', async () => {
    const app = await createApp({
      service: createAnalysisService(),
      collect: async function* () {},
      storage: memoryStorage(),
      now: () => 0,
      modelUrl: 'models/tiny/',
      siteSettings: SITE,
    });
    app.change({ theme: 'dark', initials: 'AB' });
    await app.clearEverything();
    expect(app.settings.getState()).toMatchObject({
      theme: 'light',
      initials: '',
      model: 'site-model',
    });
  });
});
