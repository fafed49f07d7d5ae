import { useEffect, useState } from 'react';
import { isAbort, messageOf } from '#base';
import type { TagRow } from '#dicom';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import type { OpenStudy } from './use-open-study.ts';

/** The attributes of a slice's file; null while they are read. */
export interface SliceTags {
  readonly rows: readonly TagRow[] | null;
  readonly problem: string | null;
}

/** Reads the attributes of the file of the slice on the screen. */
export function useSliceTags({ series, slice }: OpenStudy): SliceTags {
  const app = useApp();
  const [tags, setTags] = useState<SliceTags>({ rows: null, problem: null });
  useEffect(() => {
    const stop = new AbortController();
    app.sliceTags(series, slice, stop.signal).then(
      (rows) => setTags({ rows, problem: rows.length === 0 ? t('it cannot be parsed') : null }),
      (error) => {
        if (!isAbort(error)) setTags({ rows: [], problem: messageOf(error) });
      },
    );
    return () => stop.abort();
  }, [app, series, slice]);
  return tags;
}
