import { presetWindow, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';

/** What hangs beside the first pane, which begins with the brain window. */
export const SIDE_PANES = ['subdural', 'bone'] as const;

/** The layout of the open study, kept in the settings, and what changes it. */
export interface PaneLayout {
  readonly threeUp: boolean;
  toggle(): void;
}

/** Three-up begins with the brain window in the first pane, whatever was set there. */
export function usePaneLayout(viewport: Viewport | null): PaneLayout {
  const app = useApp();
  const threeUp = useStore(app.settings, ({ layout }) => layout === 'three');
  return {
    threeUp,
    toggle: () => {
      if (!threeUp) viewport?.setWindow(presetWindow('brain'));
      app.change({ layout: threeUp ? 'one' : 'three' });
    },
  };
}
