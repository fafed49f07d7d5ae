import { useEffect, useState } from 'react';
import { isAbort, LABELS, messageOf, sigmoid } from '#base';
import type { App } from '#store';
import type { HeatMap, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import type { OpenStudy } from './use-open-study.ts';

type Explanation = NonNullable<Awaited<ReturnType<App['explain']>>>;

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
      viewport.setHeat(explanation === null ? null : strongestMap(explanation));
      setWords(explanation === null ? 'this model has no class maps' : mapName(explanation));
    }, failed);
    return () => {
      stop.abort();
      viewport.setHeat(null);
    };
  }, [app, on, viewport, study, series, slice]);
  return on ? `Research, not triage: where the model looked (${words}). Not a finding.` : null;
}

/** Column of the likeliest type. */
function strongest({ probabilities }: Explanation): number {
  const types = LABELS.map((label, column) => ({ column, value: probabilities[label] })).slice(1);
  return types.reduce((best, one) => (one.value > best.value ? one : best)).column;
}

const mapName = (explanation: Explanation): string => LABELS[strongest(explanation)] ?? 'any';

function strongestMap(explanation: Explanation): HeatMap {
  const { maps, box } = explanation;
  const column = strongest(explanation);
  const values = new Float32Array(maps.width * maps.height);
  for (let index = 0; index < values.length; index += 1) {
    values[index] = sigmoid(maps.logits[index * LABELS.length + column] ?? 0);
  }
  return { width: maps.width, height: maps.height, values, box };
}
