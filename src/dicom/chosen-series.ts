import type { Study } from './study.ts';

/** What of a study says which of its series is analyzed, whatever is held of each. */
interface Chosen<Any> {
  readonly chosen: Study['chosen'];
  readonly series: readonly Any[];
}

/** The same study with another series to analyze: the reader's choice. Unknown keys change nothing. */
export function withChosenSeries<One extends Chosen<{ readonly key: string }>>(
  study: One,
  seriesKey: string,
): One {
  if (!study.series.some(({ key }) => key === seriesKey)) return study;
  return { ...study, chosen: { seriesKey, reason: 'chosen by the reader' } };
}

/** The series to analyze, or undefined where none can be. */
export function chosenSeries<Any extends { readonly key: string }>(
  study: Chosen<Any>,
): Any | undefined {
  return study.series.find(({ key }) => key === study.chosen?.seriesKey);
}
