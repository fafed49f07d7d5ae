import type { Settings, ShortcutId } from '#store';
import { t } from '#texts';

/** The presets of head CT in the order of their buttons. */
export const PRESETS = [
  {
    id: 'preset-brain',
    preset: 'brain',
    get label() {
      return t('Brain');
    },
  },
  {
    id: 'preset-subdural',
    preset: 'subdural',
    get label() {
      return t('Subdural');
    },
  },
  {
    id: 'preset-stroke',
    preset: 'stroke',
    get label() {
      return t('Stroke');
    },
  },
  {
    id: 'preset-stroke-narrow',
    preset: 'strokeNarrow',
    get label() {
      return t('Stroke 8');
    },
  },
  {
    id: 'preset-bone',
    preset: 'bone',
    get label() {
      return t('Bone');
    },
  },
  {
    id: 'preset-soft',
    preset: 'softTissue',
    get label() {
      return t('Soft');
    },
  },
  {
    id: 'preset-fossa',
    preset: 'posteriorFossa',
    get label() {
      return t('Fossa');
    },
  },
] as const;

/** A key's name with the numbers of the window that it sets here: the site may have others than the standard ones. */
export function labelHere(id: ShortcutId, label: string, windows: Settings['windows']): string {
  const preset = PRESETS.find((one) => one.id === id)?.preset;
  if (preset === undefined) return label;
  const { width, center } = windows[preset];
  return label.replace(/\d+\/-?\d+/, `${width}/${center}`);
}
