import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonRow } from './archive.ts';
import type { Quirks } from './quirks.ts';

/** A work item, and who holds it. */
export interface HeldItem {
  dataset: JsonRow;
  transactionUid: string | null;
  /** States that it was put into, in order. */
  readonly states: string[];
}

const STATE = '00741000';
const TRANSACTION = '00081195';
const JSON_TYPE = { 'Content-Type': 'application/dicom+json' };

const textAt = (dataset: JsonRow, tag: string): string => String(dataset[tag]?.Value?.[0] ?? '');

/** The list of work items of a made PACS, as PS3.4 CC.2 and PS3.18 11 have it for those who perform them. */
export class Worklist {
  readonly items = new Map<string, HeldItem>();

  /** Puts a scheduled item in. */
  schedule(uid: string, dataset: JsonRow): HeldItem {
    const item: HeldItem = {
      dataset: {
        '00080018': { vr: 'UI', Value: [uid] },
        ...dataset,
        [STATE]: { vr: 'CS', Value: ['SCHEDULED'] },
      },
      transactionUid: null,
      states: ['SCHEDULED'],
    };
    this.items.set(uid, item);
    return item;
  }

  /** Has somebody else change the state, with a claim of his. */
  byAnother(uid: string, state: string): void {
    const item = this.items.get(uid);
    if (item === undefined) throw new Error(`no work item ${uid}`);
    item.transactionUid = '1.2.3.999';
    put(item, state);
  }

  /** Answers a request below "workitems". */
  async answer(
    path: string,
    quirks: Quirks,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { search, searchParams } = new URL(request.url ?? '', 'http://pacs');
    const [, uid, state] = /^workitems(?:\/([\d.]+)(\/state)?)?$/.exec(path) ?? [];
    const dataset = await datasetOf(request);
    quirks.beforeWorkitem?.(`${request.method} ${path}`, dataset);
    const reply = (status: number, rows?: unknown, warning?: string): void => {
      if (warning !== undefined) response.setHeader('Warning', `299 pacs: ${warning}`);
      if (rows === undefined) response.writeHead(status).end();
      else response.writeHead(status, JSON_TYPE).end(JSON.stringify(rows));
    };
    if (quirks.workitems?.(response, `${request.method} ${path}`) === true) return;
    if (uid === undefined) return reply(200, this.#search(searchParams, quirks));
    const item = this.items.get(uid);
    if (item === undefined) return reply(404);
    if (request.method === 'GET') return reply(200, [shown(item)]);
    if (dataset === null) return reply(400);
    const refusal =
      state === undefined
        ? update(item, search.slice(1), dataset, quirks)
        : change(item, dataset, quirks);
    if (refusal === null) return reply(200);
    reply(refusal[0], undefined, refusal[1]);
  }

  #search(asked: URLSearchParams, quirks: Quirks): readonly JsonRow[] {
    const code = asked.get('00404018.00080100');
    const all = [...this.items.values()].filter(
      ({ dataset }) =>
        quirks.filtersNoWorkitems === true ||
        (textAt(dataset, STATE) === asked.get(STATE) &&
          (code === null || codesOf(dataset).includes(code))),
    );
    const offset = quirks.ignoresOffset ? 0 : Number(asked.get('offset') ?? 0);
    return all.slice(offset, offset + Number(asked.get('limit') ?? 100)).map(shown);
  }
}

type Refusal = readonly [status: number, warning: string];
const INCONSISTENT = 'The submitted request is inconsistent with the state of the UPS Instance.';
const INCORRECT = 'The Transaction UID is incorrect.';

/** Nobody is told the Transaction UID. */
const shown = ({ dataset: { [TRANSACTION]: _, ...rest } }: HeldItem): JsonRow => rest;

function codesOf(dataset: JsonRow): readonly string[] {
  const items = (dataset['00404018']?.Value ?? []) as readonly JsonRow[];
  return items.map((item) => textAt(item, '00080100'));
}

function put(item: HeldItem, state: string): void {
  item.dataset = { ...item.dataset, [STATE]: { vr: 'CS', Value: [state] } };
  item.states.push(state);
}

function change(item: HeldItem, dataset: JsonRow, quirks: Quirks): Refusal | null {
  const wanted = textAt(dataset, STATE);
  const is = textAt(item.dataset, STATE);
  const transaction = textAt(dataset, TRANSACTION);
  if (transaction === '') return [400, 'The Transaction UID is missing.'];
  if (wanted === 'IN PROGRESS') {
    if (is !== 'SCHEDULED') return [409, INCONSISTENT];
    item.transactionUid = quirks.forgetsTransactions ? '1.2.3.998' : transaction;
    put(item, wanted);
    return null;
  }
  if (transaction !== item.transactionUid) return [400, INCORRECT];
  if (is === wanted) return null;
  if (is !== 'IN PROGRESS') return [400, INCONSISTENT];
  // Table CC.2.5-3: what has to be there before the last state.
  const has = (tag: string) => (item.dataset[tag]?.Value ?? []).length > 0;
  if (wanted === 'COMPLETED' && !has('00741216')) return [409, INCONSISTENT];
  if (wanted === 'CANCELED' && !has('00741002')) return [409, INCONSISTENT];
  if (quirks.saysYesToStates !== true) put(item, wanted);
  return null;
}

function update(
  item: HeldItem,
  transaction: string,
  dataset: JsonRow,
  quirks: Quirks,
): Refusal | null {
  if (transaction !== item.transactionUid) return [400, INCORRECT];
  if (textAt(item.dataset, STATE) !== 'IN PROGRESS') return [400, INCONSISTENT];
  if (quirks.refusesOutputs === true && '00741216' in dataset) return [400, INCORRECT];
  item.dataset = { ...item.dataset, ...dataset };
  return null;
}

async function datasetOf(request: IncomingMessage): Promise<JsonRow | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.headers['content-type'] !== 'application/dicom+json') return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as JsonRow;
  } catch {
    return null;
  }
}
