import { describe, expect, it } from 'vitest';
import { OWN_WINDOWS, SHORTCUTS } from '#store';
import { presetWindow } from '#viewport';
import { labelHere, PRESETS } from './presets.ts';
import { windowText } from './window-keys.ts';

describe('window presets', () => {
  it.each(PRESETS)(
    '$preset: its key is named by the width and center that it sets',
    ({ id, preset }) => {
      const { width, center } = presetWindow(preset);
      const label = SHORTCUTS.find((shortcut) => shortcut.id === id)?.label;
      expect(label).toContain(` ${width}/${center}`);
    },
  );

  it('of a site of its own stand in the sheet of keys by its own numbers', () => {
    const own = { width: 91, center: -35 };
    for (const { id, preset } of PRESETS) {
      const label = SHORTCUTS.find((shortcut) => shortcut.id === id)?.label ?? '';
      expect(labelHere(id, label, { ...OWN_WINDOWS, [preset]: own })).toContain(' 91/-35');
      expect(labelHere(id, label, OWN_WINDOWS)).toBe(label);
    }
  });

  it('are no two the same', () => {
    const windows = PRESETS.map(({ preset }) => presetWindow(preset));
    expect(new Set(windows.map(({ width, center }) => `${width}/${center}`)).size).toBe(
      PRESETS.length,
    );
  });
});

it('a window that a file computed is said in whole HU, a narrow one with its parts', () => {
  const file = { name: 'file', width: 2061.63571675619, center: -670.805 } as const;
  expect(windowText(file)).toBe('File W 2062 C −671');
  expect(windowText({ ...file, width: 2.5042, center: 0.1251 })).toBe('File W 2.5 C 0.13');
  expect(windowText({ ...file, width: 1, center: -0.3 })).toBe('File W 1 C −0.3');
});
