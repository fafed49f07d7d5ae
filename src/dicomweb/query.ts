import { AppError, isAbort, messageOf, type Reason } from '#base';
import { ask } from './ask.ts';
import { datasetsOf, type JsonDataset, TAGS, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';
import { type StudyRow, studyRow } from './study-row.ts';

/** Which studies: of days (DA, both included), one, or a patient's. */
export type StudyQuery =
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'study'; readonly studyInstanceUid: string }
  | PatientSearch;

/** Whose studies, by what the PACS matches; `text` may hold the standard's wildcards (PS3.4 C.2.2.2.4). */
export interface PatientSearch {
  readonly kind: 'PatientName' | 'PatientID' | 'AccessionNumber';
  readonly text: string;
}

/** The PACS's studies. */
export interface StudyList {
  readonly studies: readonly StudyRow[];
  /** Rows that name no study. */
  readonly badRows: readonly Reason[];
  /** Why there may be more studies than these; null where the list came to its end twice alike. */
  readonly incomplete: Reason | null;
}

/** Two passes that agree are the end; a list that grows all the while is not waited for. */
const MOST_PASSES = 4;

/**
 * The studies of a query (QIDO-RS, PS3.18 10.6), of every modality: a PACS that pages what it filters by modality loses studies
 * without a word. Pages are asked for until one has no news, and again from the start until a pass has none, as lists shift while
 * studies arrive. Rejects with AppError 'pacs-...' where not even the first page comes; a list that breaks off later is incomplete.
 */
export async function listStudies(
  pacs: Pacs,
  query: StudyQuery,
  signal?: AbortSignal,
): Promise<StudyList> {
  const list = new Gathering();
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    const before = list.size;
    const broke = await gatherPass(pacs, query, list, signal);
    if (broke !== null) return list.ended(broke);
    if (pass > 1 && list.size === before) return list.ended(null);
  }
  return list.ended(incomplete('it grew while it was read'));
}

const incomplete = (why: string): Reason => ({
  code: 'pacs-list-incomplete',
  text: `the list of the PACS may be incomplete: ${why}`,
});

/** Reads pages until one has no news. Gives why the list may go on behind it. */
async function gatherPass(
  pacs: Pacs,
  query: StudyQuery,
  list: Gathering,
  signal: AbortSignal | undefined,
): Promise<Reason | null> {
  const seen = new Set<string>();
  let warned = false;
  for (let offset = 0; ; ) {
    const page = await pageAt(pacs, query, offset, signal).catch((error: unknown) => {
      if (isAbort(error) || !(error instanceof AppError) || list.size === 0) throw error;
      return incomplete(messageOf(error));
    });
    if ('code' in page) return page;
    const isNews = page.datasets.map((dataset) => list.isNewTo(seen, dataset)).includes(true);
    if (page.datasets.length === 0) {
      return warned ? incomplete('the PACS says that there is more than it gives') : null;
    }
    if (!isNews) {
      // All of it at once is what a PACS that knows neither limit nor offset gives.
      const isWhole = offset > 0 && page.datasets.length > pacs.limits.pageRows;
      return isWhole ? null : incomplete('the PACS gives the same page again and again');
    }
    list.add(page.datasets);
    warned = page.warned;
    offset += page.datasets.length;
    if (offset > pacs.limits.rows || list.size > pacs.limits.rows) {
      return incomplete(`it has over ${pacs.limits.rows} rows; ask for less`);
    }
  }
}

interface Page {
  readonly datasets: readonly JsonDataset[];
  /** The PACS said (299) that it has more than it gave. */
  readonly warned: boolean;
}

function pageAt(
  pacs: Pacs,
  query: StudyQuery,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<Page> {
  const { pageRows, listMs, listBytes } = pacs.limits;
  return ask(
    pacs,
    {
      path: 'studies',
      query: new URLSearchParams([
        keyOfQuery(query),
        ['includefield', TAGS.studyDescription],
        ['includefield', TAGS.modalitiesInStudy],
        ['includefield', TAGS.studyInstances],
        ['limit', String(pageRows)],
        ['offset', String(offset)],
      ]),
      accept: 'application/dicom+json',
      deadlineMs: listMs,
      mostBytes: listBytes,
    },
    async (answer) => ({
      datasets: await datasetsOf(answer),
      warned: /^\s*299\b/.test(answer.warning ?? ''),
    }),
    signal,
  );
}

function keyOfQuery(query: StudyQuery): [key: string, value: string] {
  if (query.kind === 'study') return ['StudyInstanceUID', query.studyInstanceUid];
  if (query.kind !== 'dates') return [query.kind, query.text];
  return ['StudyDate', query.from === query.to ? query.from : `${query.from}-${query.to}`];
}

/** What the pages gave, each study once. */
class Gathering {
  readonly #rows = new Map<string, StudyRow>();
  readonly #bad = new Map<string, Reason>();

  get size(): number {
    return this.#rows.size + this.#bad.size;
  }

  /** Whether a row was not in this pass yet; `seen` is the pass's. */
  isNewTo(seen: Set<string>, dataset: JsonDataset): boolean {
    const key = keyOf(dataset);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }

  add(datasets: readonly JsonDataset[]): void {
    for (const dataset of datasets) {
      const row = studyRow(dataset);
      if (row.ok) this.#addRow(row.value);
      else this.#bad.set(keyOf(dataset), row.reason);
    }
  }

  /** Where a study has two rows (two patients under one UID), neither hides what the other says. */
  #addRow(row: StudyRow): void {
    const before = this.#rows.get(row.studyInstanceUid);
    this.#rows.set(row.studyInstanceUid, before === undefined ? row : merged(before, row));
  }

  ended(why: Reason | null): StudyList {
    return {
      studies: [...this.#rows.values()],
      badRows: [...this.#bad.values()],
      incomplete: why,
    };
  }
}

/** One study is one row; two patients under one UID are two in some archives, and are one study to ask for. */
const keyOf = (dataset: JsonDataset): string =>
  uidAt(dataset, TAGS.studyInstanceUid) ?? textOf(dataset);

/** Tells rows without a UID apart; those that nest too deep to be written are one. */
function textOf(dataset: JsonDataset): string {
  try {
    return JSON.stringify(dataset);
  } catch {
    return 'a row without end';
  }
}

function merged(one: StudyRow, other: StudyRow): StudyRow {
  const isStated = one.modalities.length > 0 && other.modalities.length > 0;
  const counts = [one.instances, other.instances].filter((count) => count !== null);
  return {
    ...one,
    isTorn: one.isTorn || other.isTorn || one.patientId !== other.patientId,
    modalities: isStated ? [...new Set([...one.modalities, ...other.modalities])] : [],
    instances: counts.length === 0 ? null : Math.max(...counts),
  };
}
