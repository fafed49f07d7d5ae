import type { Settings, ShortcutId } from '#store';

/** The presets of head CT in the order of their buttons. */
export const PRESETS = [
  { id: 'preset-brain', preset: 'brain', label: 'Brain' },
  { id: 'preset-subdural', preset: 'subdural', label: 'Subdural' },
  { id: 'preset-stroke', preset: 'stroke', label: 'Stroke' },
  { id: 'preset-stroke-narrow', preset: 'strokeNarrow', label: 'Stroke 8' },
  { id: 'preset-bone', preset: 'bone', label: 'Bone' },
  { id: 'preset-soft', preset: 'softTissue', label: 'Soft' },
  { id: 'preset-fossa', preset: 'posteriorFossa', label: 'Fossa' },
] as const;

/** A key's name with the numbers of the window that it sets here: the site may have others than the standard ones. */
export function labelHere(id: ShortcutId, label: string, windows: Settings['windows']): string {
  const preset = PRESETS.find((one) => one.id === id)?.preset;
  if (preset === undefined) return label;
  const { width, center } = windows[preset];
  return label.replace(/\d+\/-?\d+/, `${width}/${center}`);
}
