import { useEffect, useMemo, useRef, useState } from 'react';
import { sliceKey } from '#dicom';
import { loadViewport, type SliceImages } from '#viewport';
import { useApp } from '../app-context.ts';
import type { OpenStudy } from './use-open-study.ts';

/** The images of the series on the screen; null until Cornerstone is there. Other slices or other files are other images. */
export function useSliceImages(open: OpenStudy | null): SliceImages | null {
  const app = useApp();
  const [images, setImages] = useState<SliceImages | null>(null);
  const series = open?.series;
  const identity = useMemo(
    () => series?.slices.map((header) => `${header.sourceId} ${sliceKey(header)}`).join('\n'),
    [series],
  );
  const latest = useRef(series);
  latest.current = series;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a study that was read again is another object with the same slices.
  useEffect(() => {
    const shown = latest.current;
    if (shown === undefined) return;
    let opened: SliceImages | null = null;
    let gone = false;
    void loadViewport().then(({ openSliceImages }) => {
      if (gone) return;
      opened = openSliceImages({
        slices: shown.slices,
        load: (index, signal) => app.loadSlice(shown, index, signal),
      });
      setImages(opened);
    });
    return () => {
      gone = true;
      opened?.close();
      setImages(null);
    };
  }, [app, open?.entry.key, series?.key, identity]);
  return images;
}
