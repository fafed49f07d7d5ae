import { useEffect, useState } from 'react';
import { isAbort } from '#base';
import type { Series } from '#dicom';
import { type DenseVolume, denseVolume, type SliceDensity } from '#store';
import { useApp } from '../app-context.ts';

type Area = Pick<SliceDensity, 'mm2' | 'hasSkull'>;

/** After so many slices the screen hears how far it is. */
const TELL_EVERY = 8;

/**
 * The dense tissue of a series, slice after slice off the page's thread, for as long as it is looked at. A slice that can't be decoded
 * stays uncounted, which `done` of `total` says.
 */
export function useDenseVolume(series: Series): DenseVolume & { readonly underWay: boolean } {
  const app = useApp();
  const [areas, setAreas] = useState<readonly (Area | undefined)[]>([]);
  const [underWay, setUnderWay] = useState(true);
  useEffect(() => {
    const stop = new AbortController();
    const found: (Area | undefined)[] = series.slices.map(() => undefined);
    setAreas([]);
    setUnderWay(true);
    const run = async (): Promise<void> => {
      for (let index = 0; index < found.length; index += 1) {
        try {
          const { mm2, hasSkull } = await app.density(series, index, stop.signal);
          found[index] = { mm2, hasSkull };
        } catch (error) {
          if (isAbort(error) || stop.signal.aborted) return;
        }
        if ((index + 1) % TELL_EVERY === 0 || index + 1 === found.length) setAreas([...found]);
      }
      setUnderWay(false);
    };
    void run();
    return () => stop.abort();
  }, [app, series]);
  return { ...denseVolume(series, areas), underWay };
}
