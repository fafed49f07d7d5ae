import { hu, type Reason } from '#base';
import type { HuStatistics } from '#imaging';
import type { SeriesContent } from '#triage';
import type { LoadedSlice } from './slice-loader.ts';

/** Gathers what the slices' pixels say of the series. Each slice is to be added once. */
export interface ContentTally {
  add(slice: LoadedSlice): void;
  content(): SeriesContent;
}

/** An empty tally. */
export function contentTally(): ContentTally {
  let range: HuStatistics = {
    min: hu(Number.POSITIVE_INFINITY),
    max: hu(Number.NEGATIVE_INFINITY),
    metalFraction: 0,
    airFraction: 1,
  };
  let decoded = 0;
  let withBrain = 0;
  let lossy = false;
  const notes = new Map<string, Reason>();
  return {
    add: (slice) => {
      if (!slice.ok) return;
      const { statistics: seen } = slice;
      decoded += 1;
      withBrain += Number(slice.holdsBrain);
      lossy ||= slice.lossy;
      for (const note of slice.notes) if (!notes.has(note.code)) notes.set(note.code, note);
      range = {
        min: hu(Math.min(range.min, seen.min)),
        max: hu(Math.max(range.max, seen.max)),
        metalFraction: Math.max(range.metalFraction, seen.metalFraction),
        airFraction: Math.min(range.airFraction, seen.airFraction),
      };
    },
    content: () => ({ range, decoded, withBrain, lossy, notes: [...notes.values()] }),
  };
}
