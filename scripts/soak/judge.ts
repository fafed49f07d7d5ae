/** What was there after so many studies, with garbage collected. */
export interface Sample {
  readonly studies: number;
  /** Of JavaScript and WASM, workers included. */
  readonly mebibytes: number;
  /** Workers, listeners, handles, by name. */
  readonly counts: Readonly<Record<string, number>>;
}

/** How far it goes, and with what. */
export interface SoakPlan {
  /** To be made, and filled with files. */
  readonly folder: string;
  readonly studies: number;
  readonly slices: number;
}

/** What a soak came to. */
export interface Verdict {
  readonly from: Sample;
  readonly to: Sample;
  /** What grew beyond what may; [] where nothing leaks. */
  readonly leaks: readonly string[];
  readonly text: string;
}

/** A soak, to be written down. */
export interface Soaked {
  readonly kind: string;
  readonly studies: number;
  readonly slices: number;
  readonly seconds: number;
  readonly samples: readonly Sample[];
  readonly verdict: Verdict;
}

/** Where growing ends: after so many studies, or half of fewer. */
const WARM = 50;
/** Memory may be so much above what it was then. */
const GROWTH = 1.2;
/** Counts breathe: a worker that ends when idle, a connection kept alive. */
const BREATH = { part: 0.2, least: 8 };

/**
 * Compares the end with what was there once everything had been used.
 *
 * @throws RangeError where there are fewer than two samples.
 */
export function judge(samples: readonly Sample[]): Verdict {
  const to = samples.at(-1);
  const warm = Math.min(WARM, Math.floor((to?.studies ?? 0) / 2));
  const from = samples.find(({ studies }) => studies >= warm);
  if (to === undefined || from === undefined || from === to) {
    throw new RangeError('A soak has two samples at least.');
  }
  const ratio = to.mebibytes / from.mebibytes;
  const leaks = [
    ...(ratio > GROWTH
      ? [`memory ${from.mebibytes.toFixed(0)} to ${to.mebibytes.toFixed(0)} MiB`]
      : []),
    ...Object.entries(to.counts).flatMap(([name, count]) => {
      const before = from.counts[name] ?? 0;
      const most = before + Math.max(BREATH.least, before * BREATH.part);
      return count > most ? [`${name} ${before} to ${count}`] : [];
    }),
  ];
  const measured = `${from.mebibytes.toFixed(1)} MiB after ${from.studies} studies, ${to.mebibytes.toFixed(1)} MiB after ${to.studies} (${ratio.toFixed(2)} times)`;
  const counts = Object.entries(to.counts).map(
    ([name, count]) => `${name} ${from.counts[name]} to ${count}`,
  );
  const end = leaks.length === 0 ? 'flat' : `LEAKS: ${leaks.join('; ')}`;
  return { from, to, leaks, text: `${measured}; ${counts.join(', ')}; ${end}` };
}
