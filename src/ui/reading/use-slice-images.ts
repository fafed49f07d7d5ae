import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { sliceKey } from '#dicom';
import { loadViewport, type SliceImages } from '#viewport';
import { useApp } from '../app-context.ts';
import type { OpenStudy } from './use-open-study.ts';

/** The images of the series on the screen; null until Cornerstone is there. Other slices or other files are other images. */
export function useSliceImages(
  open: Pick<OpenStudy, 'entry' | 'series'> | null,
): SliceImages | null {
  const app = useApp();
  const [opened, setOpened] = useState<{ images: SliceImages; of: string } | null>(null);
  const series = open?.series;
  const studyKey = open?.entry.key;
  // A study that was read again is another object with, as a rule, the same slices.
  const identity = useMemo(() => {
    const slices = series?.slices.map((header) => `${header.sourceId} ${sliceKey(header)}`) ?? [];
    return [studyKey, series?.key, ...slices].join('\n');
  }, [studyKey, series]);
  const latestSeries = useEffectEvent(() => series);
  useEffect(() => {
    const shown = latestSeries();
    if (shown === undefined) return;
    let images: SliceImages | null = null;
    let gone = false;
    void loadViewport().then(({ openSliceImages }) => {
      if (gone) return;
      images = openSliceImages({
        slices: shown.slices,
        load: (index, signal) => app.loadSlice(shown, index, signal),
      });
      setOpened({ images, of: identity });
    });
    return () => {
      gone = true;
      images?.close();
      setOpened(null);
    };
  }, [app, identity]);
  return opened?.of === identity ? opened.images : null;
}
