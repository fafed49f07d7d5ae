import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemWords, readSettingsText } from './settings-file.ts';
import { BANNER_LINE_LENGTH, OWN_WINDOWS, parseBannerLine, parseWindows } from './site-choices.ts';

const problemsOf = (file: object) =>
  readSettingsText(JSON.stringify({ version: 1, ...file })).problems.map(problemWords);

describe('what a site chooses in config.json', () => {
  it('names a bad window by its path, uses the default for that number alone, and keeps the rest', () => {
    const given = {
      windows: {
        brain: { width: 90, center: 35 },
        bone: { width: 0, center: 700 },
        lung: { width: 1500, center: -600 },
        stroke: 7,
      },
    };
    const { settings } = readSettingsText(JSON.stringify({ version: 1, ...given }));
    expect(settings.windows).toEqual({
      ...OWN_WINDOWS,
      brain: { width: 90, center: 35 },
      bone: { width: 2800, center: 700 },
    });
    expect(problemsOf(given)).toEqual([
      'windows.bone.width is 0, not one of its values; 2800 is used.',
      'windows.lung is no setting.',
      'windows.stroke is 7, not one of its values; {"center":40,"width":40} is used.',
    ]);
  });

  it('has a cap that can be set and not be switched off', () => {
    expect(problemsOf({ capMinutes: 45 })).toEqual([]);
    for (const capMinutes of [0, 9, 481, 1e9, 30.5, null, '60', -60]) {
      expect(problemsOf({ capMinutes })).toEqual([
        `capMinutes is ${JSON.stringify(capMinutes)}, not one of its values; 60 is used.`,
      ]);
    }
  });

  it('has a line of plain text, whatever is given', () => {
    expect(parseBannerLine('  Radiology,\nSt. Elsewhere  ')).toBe('Radiology, St. Elsewhere');
    expect(problemsOf({ bannerLine: 'x'.repeat(BANNER_LINE_LENGTH + 1) })).toHaveLength(1);
    expect(problemsOf({ bannerLine: 5 })).toEqual([
      'bannerLine is 5, not one of its values; "" is used.',
    ]);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const line = parseBannerLine(value);
        expect(line).not.toMatch(/[\p{Cc}\n]/u);
        expect([...line].length).toBeLessThanOrEqual(BANNER_LINE_LENGTH);
        expect(parseBannerLine(line)).toBe(line);
        const { brain } = parseWindows({ brain: value });
        expect(brain.width).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
