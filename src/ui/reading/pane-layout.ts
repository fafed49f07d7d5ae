import { useMemo } from 'react';
import type { Layout } from '#store';
import { presetWindow, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';

/** What hangs beside the first pane, which begins with the brain window. */
export const SIDE_PANES = ['subdural', 'bone'] as const;

/** The layout of the open study, kept in the settings, and what changes it. */
export interface PaneLayout {
  readonly layout: Layout;
  /** To that layout, and back to one image. */
  toggle(layout: Exclude<Layout, 'one'>): void;
}

/** Three-up begins with the brain window in the first pane, whatever was set there. `beside`: another study hangs there, and takes the room. */
export function usePaneLayout(viewport: Viewport | null, beside: boolean): PaneLayout {
  const app = useApp();
  const kept = useStore(app.settings, (settings) => settings.layout);
  const layout = beside ? 'one' : kept;
  return useMemo(
    () => ({
      layout,
      toggle: (to) => {
        const brain = presetWindow('brain', app.settings.getState().windows);
        if (to === 'three' && layout !== 'three') viewport?.setWindow(brain);
        app.showBeside(null);
        app.change({ layout: layout === to ? 'one' : to });
      },
    }),
    [app, layout, viewport],
  );
}
