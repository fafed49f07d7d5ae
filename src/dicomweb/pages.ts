import { AppError, isAbort, messageOf, type Outcome, type Reason } from '#base';
import { ask } from './ask.ts';
import { datasetsOf, type JsonDataset } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';

/** A list that a PACS gives in pages, and what its rows are. */
export interface Listing<Row> {
  /** Below the PACS's address: 'studies'. */
  readonly path: string;
  /** Keys and fields, without limit and offset. */
  readonly keys: readonly (readonly [key: string, value: string])[];
  /** What tells rows apart; null: nothing in it does. */
  readonly keyOf: (dataset: JsonDataset) => string | null;
  /** A row, or why it is none. */
  readonly rowOf: (dataset: JsonDataset) => Outcome<Row>;
  /** Whether these are all that can be, so that a second pass would find no more: nothing is asked for of which there are others. */
  readonly isAll?: (rows: readonly Row[]) => boolean;
  /** Two rows of one key; the first is kept where nothing is said. */
  readonly merged?: (one: Row, other: Row) => Row;
}

/** What the pages gave. */
export interface Listed<Row> {
  /** Each key once. */
  readonly rows: readonly Row[];
  /** What was no row. */
  readonly badRows: readonly Reason[];
  /** Why there may be more; null where the list came to its end twice alike. */
  readonly incomplete: Reason | null;
}

/** Two passes that agree are the end; a list that grows all the while is not waited for. */
const MOST_PASSES = 4;

/**
 * All of a list (PS3.18 8.3.4.4). Pages are asked for until one has no news, and again from the start until a pass has none, as lists shift
 * while rows arrive, unless it is known that there are no more. Rejects with AppError 'pacs-...' where not even the first page comes; a list that breaks off later is incomplete.
 */
export async function listAll<Row>(
  pacs: Pacs,
  listing: Listing<Row>,
  signal?: AbortSignal,
): Promise<Listed<Row>> {
  const list = new Gathering(listing);
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    const before = list.size;
    const broke = await gatherPass(pacs, listing, list, signal);
    if (broke !== null || list.isAll) return list.ended(broke);
    if (pass > 1 && list.size === before) return list.ended(null);
  }
  return list.ended(incomplete('it grew while it was read'));
}

const incomplete = (why: string): Reason => ({
  code: 'pacs-list-incomplete',
  text: `the list of the PACS may be incomplete: ${why}`,
});

/** Reads pages until one has no news. Gives why the list may go on behind it. */
async function gatherPass<Row>(
  pacs: Pacs,
  listing: Listing<Row>,
  list: Gathering<Row>,
  signal: AbortSignal | undefined,
): Promise<Reason | null> {
  const seen = new Set<string>();
  let warned = false;
  for (let offset = 0; ; ) {
    const page = await pageAt(pacs, listing, offset, signal).catch((error: unknown) => {
      if (isAbort(error) || !(error instanceof AppError) || list.size === 0) throw error;
      return incomplete(messageOf(error));
    });
    if ('code' in page) return page;
    const isNews = page.datasets.map((dataset) => list.isNewTo(seen, dataset)).includes(true);
    if (page.datasets.length === 0) {
      return warned ? incomplete('the PACS says that there is more than it gives') : null;
    }
    // What it says of a row again may be another patient's.
    list.add(page.datasets);
    if (!isNews) {
      // All of it at once is what a PACS that knows neither limit nor offset gives.
      const isWhole = offset > 0 && page.datasets.length > pacs.limits.pageRows;
      return isWhole ? null : incomplete('the PACS gives the same page again and again');
    }
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
  { path, keys }: Pick<Listing<unknown>, 'path' | 'keys'>,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<Page> {
  const { pageRows, listMs, listBytes } = pacs.limits;
  const places = [
    ['limit', String(pageRows)],
    ['offset', String(offset)],
  ];
  return ask(
    pacs,
    {
      path,
      query: new URLSearchParams([...keys.map(([key, value]) => [key, value]), ...places]),
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

/** What the pages gave, each key once. */
class Gathering<Row> {
  readonly #listing: Listing<Row>;
  readonly #rows = new Map<string, Row>();
  readonly #bad = new Map<string, Reason>();

  constructor(listing: Listing<Row>) {
    this.#listing = listing;
  }

  get size(): number {
    return this.#rows.size + this.#bad.size;
  }

  /** Whether a row was not in this pass yet; `seen` is the pass's. */
  isNewTo(seen: Set<string>, dataset: JsonDataset): boolean {
    const key = this.#keyOf(dataset);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }

  add(datasets: readonly JsonDataset[]): void {
    for (const dataset of datasets) {
      const row = this.#listing.rowOf(dataset);
      if (row.ok) this.#addRow(this.#keyOf(dataset), row.value);
      else this.#bad.set(this.#keyOf(dataset), row.reason);
    }
  }

  #addRow(key: string, row: Row): void {
    const before = this.#rows.get(key);
    const { merged = (one: Row) => one } = this.#listing;
    this.#rows.set(key, before === undefined ? row : merged(before, row));
  }

  get isAll(): boolean {
    return this.#bad.size === 0 && this.#listing.isAll?.([...this.#rows.values()]) === true;
  }

  #keyOf(dataset: JsonDataset): string {
    return this.#listing.keyOf(dataset) ?? textOf(dataset);
  }

  ended(why: Reason | null): Listed<Row> {
    return { rows: [...this.#rows.values()], badRows: [...this.#bad.values()], incomplete: why };
  }
}

/** Tells rows without a key apart; those that nest too deep to be written are one. */
function textOf(dataset: JsonDataset): string {
  try {
    return JSON.stringify(dataset);
  } catch {
    return 'a row without end';
  }
}
