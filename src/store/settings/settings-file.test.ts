import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemWords, readSettingsText, settingsFile } from './settings-file.ts';
import { createSettingsStore, DEFAULT_SETTINGS } from './state.ts';

const read = (file: unknown) => readSettingsText(JSON.stringify(file));

describe('a settings file', () => {
  it('comes back as it went, without what is of one machine', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      theme: 'light' as const,
      initials: 'AB',
      prevalencePercent: 25,
      shortcuts: { cine: 'X' },
      engines: { 'models/m/': 'own-wasm' },
      lockPin: { salt: 'aa', hash: 'bb', rounds: 1 },
    };
    const text = settingsFile(settings);
    expect(text).not.toMatch(/own-wasm|lockPin|blinded|initialsAsked/);
    const {
      engines: _,
      lockPin: ___,
      blinded: ____,
      adaptation: _____,
      initialsAsked: ______,
      version: __,
      ...rest
    } = settings;
    expect(readSettingsText(text)).toEqual({ settings: rest, problems: [] });
  });

  it('gives only what stands in it', () => {
    expect(read({ version: 1, theme: 'light' })).toEqual({
      settings: { theme: 'light' },
      problems: [],
    });
  });

  it('names each setting that is not understood by its path, and what is used', () => {
    const { settings, problems } = read({
      version: 1,
      prevalencePercent: 90,
      maskNames: 'yes',
      tone: 'red',
      engines: { a: 'b' },
      blinded: false,
      shortcuts: { cine: 'X', dance: 'Y' },
      theme: 'light',
    });
    expect(settings).toEqual({
      prevalencePercent: DEFAULT_SETTINGS.prevalencePercent,
      maskNames: true,
      shortcuts: { cine: 'X' },
      theme: 'light',
    });
    expect(problems.map(problemWords)).toEqual([
      'prevalencePercent is 90, not one of its values; 10 is used.',
      'maskNames is "yes", not one of its values; true is used.',
      'tone is no setting.',
      'engines is no setting.',
      'blinded is no setting.',
      'shortcuts.dance is no setting.',
    ]);
  });

  it.each([
    ['{', /^The file is not JSON/],
    ['[]', /^The file has no "version"/],
    ['{"theme": "light"}', /^The file has no "version"/],
    ['{"version": 99, "theme": "light"}', /newer version/],
    [`"${'x'.repeat(200_000)}"`, /too long/],
  ])('changes nothing where it is none: %s', (text, words) => {
    const { settings, problems } = readSettingsText(text);
    expect(settings).toEqual({});
    expect(problems.map(problemWords).join()).toMatch(words);
  });

  it('never throws and never lets a foreign value through', () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(Object.keys(DEFAULT_SETTINGS).map((key) => [key, value])), {
          requiredKeys: [],
        }),
        (given) => {
          const { settings } = read({ ...given, version: 1 });
          const applied = createSettingsStore({ ...DEFAULT_SETTINGS, ...settings }).getState();
          expect(applied).toEqual({ ...DEFAULT_SETTINGS, ...settings });
        },
      ),
    );
  });
});

it('a fresh browser starts with the site’s settings, a used one with its own', () => {
  const site = { theme: 'light', prevalencePercent: 30 } as const;
  expect(createSettingsStore(null, site).getState()).toMatchObject(site);
  const kept = { ...DEFAULT_SETTINGS, theme: 'dark', prevalencePercent: 5 };
  expect(createSettingsStore(kept, site).getState()).toMatchObject({
    theme: 'dark',
    prevalencePercent: 5,
  });
});

describe('a hostile config.json', () => {
  it.each([
    [
      'a member that would be a prototype',
      '{"version":1,"__proto__":{"maskNames":false},"theme":"light"}',
    ],
    ['a name that every object has', '{"version":1,"constructor":"x","theme":"light"}'],
    ['windows of a size without end', '{"version":1,"windows":{"brain":{"width":1e999}}}'],
    ['a cap that would never come', '{"version":1,"capMinutes":1e9}'],
    ['names to be kept by a word', '{"version":1,"keepNames":"yes","maskNames":0}'],
    ['shortcuts of what is no action', '{"version":1,"shortcuts":{"__proto__":"X","cine":7}}'],
    ['a page where the file should be', '<!doctype html><title>ICH Triage</title>'],
  ])('says what it does not take, and takes the default: %s', (_, text) => {
    const { settings, problems } = readSettingsText(text);
    expect(problems.length).toBeGreaterThan(0);
    const applied = createSettingsStore(null, settings).getState();
    expect(applied).toEqual({
      ...DEFAULT_SETTINGS,
      ...(text.includes('light') ? { theme: 'light' } : {}),
    });
    expect(Reflect.get({}, 'maskNames')).toBeUndefined();
  });
});
