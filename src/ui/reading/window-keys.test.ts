import { describe, expect, it } from 'vitest';
import { SHORTCUTS } from '#store';
import { presetWindow } from '#viewport';
import { PRESETS } from './window-keys.ts';

describe('window presets', () => {
  it.each(PRESETS)(
    '$preset: its key is named by the width and center that it sets',
    ({ id, preset }) => {
      const { width, center } = presetWindow(preset);
      const label = SHORTCUTS.find((shortcut) => shortcut.id === id)?.label;
      expect(label).toContain(` ${width}/${center}`);
    },
  );

  it('are no two the same', () => {
    const windows = PRESETS.map(({ preset }) => presetWindow(preset));
    expect(new Set(windows.map(({ width, center }) => `${width}/${center}`)).size).toBe(
      PRESETS.length,
    );
  });
});
