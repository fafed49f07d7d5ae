import type { Counted } from './counts.ts';

/** What was there after so many studies, with garbage collected. */
export interface Sample {
  readonly studies: number;
  /** Of the tab: JavaScript and WASM, workers included. Of the command line: the whole process. */
  readonly mebibytes: number;
  /** Of the command line, in MiB: JavaScript and WASM alone, which a list that is ranked at its end must hold more of with every study. */
  readonly held?: number;
  /** Workers, listeners, handles, by name. */
  readonly counts: Readonly<Record<string, number>>;
  /** How every file and slice had ended by then. */
  readonly counted?: Counted;
}

/** How far it goes, and with what. */
export interface SoakPlan {
  /** To be made, and filled with files. */
  readonly folder: string;
  readonly studies: number;
  readonly slices: number;
  readonly engine: string;
  /** Why it ends before its last study; null: it goes on. Asked before each batch. */
  readonly ending: () => string | null;
}

/** What a soak came to. */
export interface Verdict {
  readonly from: Sample;
  readonly to: Sample;
  /** What grew beyond what may; [] where nothing leaks. */
  readonly leaks: readonly string[];
  readonly text: string;
}

/** A soak, to be written down as it goes. */
export interface Soaked {
  readonly kind: string;
  /** So far. */
  readonly studies: number;
  readonly planned: number;
  readonly slices: number;
  readonly seconds: number;
  /** ISO 8601. */
  readonly writtenAt: string;
  /** Why it ended before its last study; null where it came to it. */
  readonly ended: string | null;
  readonly samples: readonly Sample[];
  /** Null of fewer than two samples. */
  readonly verdict: Verdict | null;
}

/** Where growing ends: after so many studies, or half of fewer. */
const WARM = 50;
/** Memory may be so much above what it was then. */
export const GROWTH = 1.2;
/** What a list may hold of a study on the way to its end, in KiB: headers, findings and the row, never pixels. */
const KEPT_KIB = 64;
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
  const kept = keptOfEach(from, to);
  const leaks = [
    ...(kept !== null && kept > KEPT_KIB ? [`${kept.toFixed(0)} KiB of each study`] : []),
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
  const each = kept === null ? '' : `, ${kept.toFixed(0)} KiB kept of each study`;
  const end = leaks.length === 0 ? 'flat' : `LEAKS: ${leaks.join('; ')}`;
  return { from, to, leaks, text: `${measured}${each}; ${counts.join(', ')}; ${end}` };
}

/** What was kept of each study between two samples, in KiB; null where that was not measured. */
const keptOfEach = (from: Sample, to: Sample): number | null =>
  from.held === undefined || to.held === undefined
    ? null
    : ((to.held - from.held) * 1024) / (to.studies - from.studies);

/** What did not add up in any of the samples. */
const miscounted = ({ samples }: Pick<Soaked, 'samples'>): readonly string[] => [
  ...new Set(samples.flatMap(({ counted }) => counted?.faults ?? [])),
];

/** Where all the files went, in words; '' where nobody counted. */
function countsInWords(samples: readonly Sample[]): string {
  const counted = samples.at(-1)?.counted;
  if (counted === undefined) return '';
  const faults = miscounted({ samples });
  const { files, analyzed, notAnalyzed, skipped } = counted;
  return faults.length === 0
    ? `; ${files} files: ${analyzed} slices analyzed, ${notAnalyzed} not, ${skipped} files left out, each with its reason`
    : `; DOES NOT ADD UP: ${faults.slice(0, 5).join('; ')}`;
}

/** A soak in a sentence: how far it came, whether memory and counts were flat, whether everything that was given was accounted for. */
export function inWords({ studies, planned, ended, samples, verdict }: Soaked): string {
  const far = studies < planned ? `ENDED EARLY, ${studies} of ${planned} studies: ${ended}; ` : '';
  return `${far}${verdict?.text ?? 'too short to judge'}${countsInWords(samples)}`;
}

/** 0: it came to its end and nothing leaked or was lost; 1: something did; 2: nothing did as far as it came. */
export function statusOf(soaked: readonly Soaked[]): 0 | 1 | 2 {
  const isBad = (one: Soaked) => (one.verdict?.leaks.length ?? 0) > 0 || miscounted(one).length > 0;
  if (soaked.some(isBad)) return 1;
  return soaked.some(({ studies, planned, verdict }) => studies < planned || verdict === null)
    ? 2
    : 0;
}
