import { useEffect, useState } from 'react';
import { isAbort, messageOf } from '#base';
import { strongestMap } from '#store';
import type { Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import type { OpenStudy } from './use-open-study.ts';

/** Class maps over the image while asked for. Returns the words of the banner, null while off. */
export function useExplanation(open: OpenStudy, viewport: Viewport | null): string | null {
  const app = useApp();
  const on = useStore(app.reading, (reading) => reading.explain);
  const { study, series, slice } = open;
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!on || viewport === null) return;
    const stop = new AbortController();
    setWords('computing');
    const failed = (error: unknown) => {
      if (!isAbort(error)) setWords(`not to be had: ${messageOf(error)}`);
    };
    app.explain(study, series, slice, stop.signal).then((explanation) => {
      const map = explanation === null ? null : strongestMap(explanation);
      viewport.setHeat(map);
      setWords(map === null ? 'this model has no class maps' : map.label);
    }, failed);
    return () => {
      stop.abort();
      viewport.setHeat(null);
    };
  }, [app, on, viewport, study, series, slice]);
  return on ? `Research, not triage: where the model looked (${words}). Not a finding.` : null;
}
