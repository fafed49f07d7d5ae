import type { ReadingSwitch } from '#store';
import type { Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import type { PaneLayout } from './pane-layout.ts';
import type { Measuring } from './use-measuring.ts';
import type { OpenStudy } from './use-open-study.ts';
import { autoWindow, imageKeys } from './window-keys.ts';

/** What the keys do while a study is open; `go` shows a slice, `jump` the next flagged one. */
export function useReadingKeys(
  { series, slice }: OpenStudy,
  viewport: Viewport | null,
  measuring: Pick<Measuring, 'here'>,
  layout: PaneLayout,
  go: (index: number) => void,
  jump: (direction: 1 | -1) => void,
): void {
  const app = useApp();
  const windows = useStore(app.settings, (settings) => settings.windows);
  const toggle = (what: ReadingSwitch) => () => app.toggle(what);
  useShortcuts({
    ...imageKeys(viewport, windows),
    'preset-auto': () => autoWindow(viewport, measuring.here),
    'slice-down': () => go(slice + 1),
    'slice-up': () => go(slice - 1),
    'slice-down-5': () => go(slice + 5),
    'slice-up-5': () => go(slice - 5),
    'slice-first': () => go(0),
    'slice-last': () => go(series.slices.length - 1),
    'series-down': () => app.showSeries(1),
    'series-up': () => app.showSeries(-1),
    'next-flagged': () => jump(1),
    'previous-flagged': () => jump(-1),
    'three-up': () => layout.toggle('three'),
    planes: () => layout.toggle('planes'),
    'model-eye': toggle('modelEye'),
    explain: toggle('explain'),
    cine: toggle('cine'),
    overlays: toggle('overlays'),
    'study-info': toggle('studyInfo'),
  });
}
