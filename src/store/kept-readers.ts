import type { VerdictRecord } from '#verdicts';
import type { Read } from './kept-formats.ts';
import type { KeptMeasurements } from './measurements/state.ts';
import type { KeptResult } from './storage.ts';
import type { KeptRow } from './worklist/kept-rows.ts';

/** What the browser's database keeps, by its store. Verdicts lie under the name of their first version. */
export interface KeptIn {
  readonly rows: KeptRow;
  readonly results: KeptResult;
  readonly feedback: VerdictRecord;
  readonly measurements: KeptMeasurements;
}

/** A store of kept records. */
export type KeptStore = keyof KeptIn;

/** All of them. */
export const KEPT_STORES = ['rows', 'results', 'feedback', 'measurements'] as const;

type Reader<Value> = (raw: unknown) => Read<Value>;

let formats: Promise<typeof import('./kept-formats.ts')> | null = null;

/**
 * What reads a store's records of any version. Fetched beside the start, not with it: an empty browser's first picture needs none of it.
 * Rejects where it cannot be fetched, and is asked for anew then.
 */
export async function keptReader<Store extends KeptStore>(
  store: Store,
): Promise<Reader<KeptIn[Store]>> {
  formats ??= import('./kept-formats.ts').catch((error: unknown) => {
    formats = null;
    throw error;
  });
  const readers: { readonly [Name in KeptStore]: Reader<KeptIn[Name]> } = (await formats).READERS;
  return readers[store];
}
