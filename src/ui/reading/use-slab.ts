import { useEffect, useState } from 'react';
import { otherSlabKind, stackComputer, thickerSlab } from '#store';
import { loadViewport, type SliceImages, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import type { OpenStudy } from './use-open-study.ts';

/** Shows slabs while the reader asks for them. Returns why there are none, null where there are or none is asked for. */
export function useSlab(
  { series }: OpenStudy,
  images: SliceImages | null,
  viewport: Viewport | null,
): string | null {
  const app = useApp();
  const slab = useStore(app.reading, (reading) => reading.slab);
  const [why, setWhy] = useState<string | null>(null);
  useShortcuts({
    slab: () => app.showSlab(thickerSlab(slab)),
    'slab-kind': () => app.showSlab(otherSlabKind(slab)),
  });
  useEffect(() => {
    setWhy(null);
    if (viewport === null || images === null || slab === null) return;
    let gone = false;
    let made: SliceImages | null = null;
    void loadViewport().then(({ slabImages }) => {
      if (gone) return;
      const slabs = slabImages(images, series, slab, stackComputer());
      if (slabs.ok) {
        made = slabs.value;
        viewport.showBy(made);
      } else setWhy(slabs.reason.text);
    });
    return () => {
      gone = true;
      made?.close();
      viewport.showBy(null);
    };
  }, [viewport, images, series, slab]);
  return why;
}
