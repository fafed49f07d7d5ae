import { AppError } from '#base';
import { type Answer, ask } from '../ask.ts';
import { datasetsOf, type JsonDataset, TAGS, uidAt } from '../dicom-json.ts';
import { plainType, refuseUnlessJson } from '../media-type.ts';
import type { Pacs } from '../pacs.ts';
import { type Listed, listAll } from '../pages.ts';
import { attribute, UPS } from './attributes.ts';
import { type Workitem, workitemOf } from './workitem.ts';

const JSON_TYPE = 'application/dicom+json';

/**
 * The work items in a state that ask for what a code names (UPS-RS search, PS3.18 11.9). A server may pass over what it is asked for:
 * items of another state or code are left out here. Rejects with AppError 'pacs-...'.
 */
export async function listWorkitems(
  pacs: Pacs,
  { code, state }: { readonly code: string; readonly state: 'SCHEDULED' | 'IN PROGRESS' },
  signal?: AbortSignal,
): Promise<Listed<Workitem>> {
  const listed = await listAll<Workitem>(
    pacs,
    {
      path: 'workitems',
      keys: [
        [UPS.state, state],
        [`${UPS.scheduledWorkitemCode}.${UPS.codeValue}`, code],
        ...[UPS.scheduledWorkitemCode, UPS.scheduledStationName, UPS.inputReadiness].map(
          (tag) => ['includefield', tag] as const,
        ),
      ],
      keyOf: (dataset) => uidAt(dataset, TAGS.sopInstanceUid),
      rowOf: workitemOf,
    },
    signal,
  );
  const isAsked = (one: Workitem) =>
    one.state === state && one.codes.some(({ value }) => value === code);
  return { ...listed, rows: listed.rows.filter(isAsked) };
}

/** A work item, whole (UPS-RS retrieve, PS3.18 11.5). Rejects with AppError 'pacs-...', 'pacs-broken' where it is another one. */
export async function retrieveWorkitem(
  pacs: Pacs,
  uid: string,
  signal?: AbortSignal,
): Promise<Workitem> {
  const { listMs: deadlineMs, listBytes: mostBytes } = pacs.limits;
  const datasets = await ask(
    pacs,
    { path: `workitems/${uid}`, accept: JSON_TYPE, deadlineMs, mostBytes },
    datasetsOf,
    signal,
  );
  const [item] = datasets.map(workitemOf);
  if (datasets.length === 1 && item?.ok === true && item.value.uid === uid) return item.value;
  throw new AppError('pacs-broken', 'the PACS gave something else than the work item');
}

/** What a change of a work item came to. Refused: another one's, in another state, or not there any more. */
export type Change = 'done' | 'refused';

/** Bad Request, Not Found, Conflict, Gone: how a server says so (PS3.18 tables 11.6.3-1 and 11.7.3-1). */
const REFUSALS: readonly unknown[] = [400, 404, 409, 410];

/**
 * Changes the state (UPS-RS, PS3.18 11.7): IN PROGRESS claims a scheduled item, and from then on only who knows the Transaction UID changes
 * it. Rejects with AppError 'pacs-...' where there is no answer to go by: then nothing is known.
 */
export function changeState(
  pacs: Pacs,
  uid: string,
  state: 'IN PROGRESS' | 'COMPLETED' | 'CANCELED',
  transactionUid: string,
): Promise<Change> {
  return change(pacs, `workitems/${uid}/state`, 'PUT', '', {
    [UPS.transactionUid]: attribute('UI', transactionUid),
    [UPS.state]: attribute('CS', state),
  });
}

/** Changes attributes of an item that was claimed (UPS-RS update, PS3.18 11.6). Rejects as changeState does. */
export function updateWorkitem(
  pacs: Pacs,
  uid: string,
  transactionUid: string,
  changes: JsonDataset,
): Promise<Change> {
  return change(pacs, `workitems/${uid}`, 'POST', transactionUid, changes);
}

async function change(
  pacs: Pacs,
  path: string,
  method: 'PUT' | 'POST',
  query: string,
  dataset: JsonDataset,
): Promise<Change> {
  const { listMs: deadlineMs, listBytes: mostBytes } = pacs.limits;
  const blob = new Blob([JSON.stringify(dataset)]);
  const body = { type: JSON_TYPE, blob, method };
  try {
    await ask(
      pacs,
      { path, bareQuery: query, accept: JSON_TYPE, body, deadlineMs, mostBytes },
      refuseUnlessReport,
    );
    return 'done';
  } catch (error) {
    if (error instanceof AppError && REFUSALS.includes(error.data.status)) return 'refused';
    throw error;
  }
}

/** The answer may hold a report, which nobody reads; a page to log in comes with status 200, too, and nothing is changed then. */
async function refuseUnlessReport({ type }: Answer): Promise<void> {
  if (type === '' || plainType(type) === 'application/dicom+xml') return;
  refuseUnlessJson(type);
}
