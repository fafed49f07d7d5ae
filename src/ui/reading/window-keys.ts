import { ellipseBetween, type Measurement, windowFor } from '#measure';
import type { Settings, ShortcutId } from '#store';
import { figures, t } from '#texts';
import { type DisplayWindow, presetWindow, type Viewport } from '#viewport';
import type { ShortcutHandlers } from '../settings/use-shortcuts.ts';
import { PRESETS } from './presets.ts';

/** A window's name for people. */
export function windowName(name: string | null): string {
  if (name === 'file') return t('File');
  if (name === 'auto') return t('Auto');
  return PRESETS.find(({ preset }) => preset === name)?.label ?? t('Free');
}

/** Digits of a window that is as wide as a few HU, such as one of a map; else whole HU do. */
const FINE_DIGITS = 2;
const FINE_BELOW_HU = 10;

/** "Brain W 80 C 40". Windows of files are computed ones: "W 2061.63571675619". */
export function windowText({ name, width, center }: DisplayWindow): string {
  const scale = width < FINE_BELOW_HU ? 10 ** FINE_DIGITS : 1;
  const rounded = (value: number): string => figures(Math.round(value * scale) / scale);
  return `${windowName(name)} W ${rounded(width)} C ${rounded(center)}`;
}

const ZOOM_STEP = 1.25;

/** The actions of {@link imageKeys}. */
export const imageKeyIds: readonly ShortcutId[] = [
  ...PRESETS.map(({ id }) => id),
  'preset-file',
  'invert',
  'flip-h',
  'flip-v',
  'rotate-right',
  'rotate-left',
  'zoom-in',
  'zoom-out',
  'fit',
  'actual-size',
  'reset',
];

/** What the keys do to the image. */
export function imageKeys(
  viewport: Viewport | null,
  windows: Settings['windows'],
): ShortcutHandlers {
  if (viewport === null) return {};
  return {
    ...Object.fromEntries(
      PRESETS.map(({ id, preset }) => [
        id,
        () => viewport.setWindow(presetWindow(preset, windows)),
      ]),
    ),
    'preset-file': viewport.nextFileWindow,
    invert: viewport.invert,
    'flip-h': () => viewport.flip('horizontal'),
    'flip-v': () => viewport.flip('vertical'),
    'rotate-right': () => viewport.rotate(90),
    'rotate-left': () => viewport.rotate(-90),
    'zoom-in': () => viewport.zoom(ZOOM_STEP),
    'zoom-out': () => viewport.zoom(1 / ZOOM_STEP),
    fit: viewport.fit,
    'actual-size': viewport.actualSize,
    reset: viewport.reset,
  };
}

/** A window by the values: those in the last ellipse on the slice, else those of its tissue. */
export function autoWindow(viewport: Viewport | null, here: readonly Measurement[]): void {
  const pixels = viewport?.pixels() ?? null;
  if (viewport === null || pixels === null) return;
  const [one, other] = here.findLast(({ kind }) => kind === 'ellipse')?.points ?? [];
  const region = one === undefined || other === undefined ? null : ellipseBetween(one, other);
  const window = windowFor(pixels, region);
  if (window !== null) viewport.setWindow({ ...window, name: 'auto' });
}
