import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Archive, type Held, type JsonRow } from './archive.ts';
import { metadataOf } from './metadata.ts';
import type { Quirks } from './quirks.ts';
import { Worklist } from './worklist.ts';

/** A PACS for tests: DICOMweb on a free port of the loopback interface, with quirks that can be changed while it runs. */
export interface FakePacs {
  /** "http://127.0.0.1:1234/dicom-web" */
  readonly url: string;
  readonly archive: Archive;
  /** Its work items (UPS-RS). */
  readonly worklist: Worklist;
  readonly quirks: Quirks;
  /** "GET /studies?limit=100", in the order in which they came. */
  readonly requests: string[];
  /** Headers of the requests, likewise. */
  readonly headers: IncomingMessage['headers'][];
  /** The most requests that were under way at once. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

const ROOT = '/dicom-web';
const BOUNDARY = 'fake-pacs-7d1c';
const JSON_TYPE = { 'Content-Type': 'application/dicom+json' };

/** Starts one with these files. */
export async function startFakePacs(
  files: readonly Uint8Array[] = [],
  quirks: Quirks = {},
): Promise<FakePacs> {
  const archive = new Archive();
  for (const bytes of files) archive.add(new Uint8Array(bytes));
  const worklist = new Worklist();
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let now = 0;
  let most = 0;
  const server = createServer((request, response) => {
    now += 1;
    most = Math.max(most, now);
    response.on('error', () => {});
    response.on('close', () => {
      now -= 1;
    });
    const { pathname, search, searchParams } = new URL(request.url ?? '', 'http://pacs');
    requests.push(`${request.method} ${pathname.replace(ROOT, '')}${search}`);
    headers.push(request.headers);
    if (quirks.answers !== undefined) return quirks.answers(response);
    if (
      quirks.authorization !== undefined &&
      request.headers.authorization !== quirks.authorization
    ) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="PACS"' }).end();
      return;
    }
    const ask: Asked = { archive, quirks, request, response, searchParams };
    const path = pathname.startsWith(`${ROOT}/`) ? pathname.slice(ROOT.length + 1) : '';
    if (/^workitems(\/|$)/.test(path)) void worklist.answer(path, quirks, request, response);
    else if (request.method !== 'POST') route(path, ask);
    else if (path === 'studies') void store(ask);
    else notFound(ask);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${ROOT}`,
    archive,
    worklist,
    quirks,
    requests,
    headers,
    mostAtOnce: () => most,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Asked {
  readonly archive: Archive;
  readonly quirks: Quirks;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly searchParams: URLSearchParams;
}

const end = (response: ServerResponse, status: number): void => {
  response.writeHead(status).end();
};
const notFound = ({ response }: Asked): void => end(response, 404);
const json = ({ response }: Asked, rows: unknown, status = 200): void => {
  response.writeHead(status, JSON_TYPE).end(JSON.stringify(rows));
};

function route(path: string, ask: Asked) {
  const [, uid, rest] =
    /^studies(?:\/([\d.]+)(?:\/(series|metadata|instances|series\/[\d.]+\/(?:metadata|instances\/[\d.]+)))?)?$/.exec(
      path,
    ) ?? [];
  if (path === 'studies') return list(ask);
  if (uid === undefined) return notFound(ask);
  const objects = ask.archive.ofStudy(uid);
  if (objects.length === 0 || ask.archive.isTorn(uid)) return notFound(ask);
  if (rest === 'series') return seriesOf(ask, objects);
  if (rest === 'metadata') return json(ask, objects.map(objectRow));
  const [, described] = /^series\/([\d.]+)\/metadata$/.exec(rest ?? '') ?? [];
  if (described !== undefined) return json(ask, metadataRows(ask, objects, described));
  const [series, instance] =
    /^series\/([\d.]+)\/instances\/([\d.]+)$/.exec(rest ?? '')?.slice(1) ?? [];
  const isAsked = (one: Held) =>
    instance === undefined || (one.seriesInstanceUid === series && one.sopInstanceUid === instance);
  const asked = objects.filter(isAsked);
  if (asked.length === 0) return notFound(ask);
  const answer = () =>
    rest === 'instances' ? json(ask, instanceRows(ask, objects)) : study(ask, asked);
  setTimeout(answer, ask.quirks.waitsMs ?? 0);
}

/** Matching keys besides those that have a word of their own below. */
const SEARCHED = [
  ['PatientName', '00100010'],
  ['PatientID', '00100020'],
  ['AccessionNumber', '00080050'],
] as const;

/** As the standard matches: whole, with wildcards; without regard to case, as Orthanc does by default. */
function isMatch(wanted: string | null, attribute: JsonRow[string] | undefined): boolean {
  if (wanted === null) return true;
  const [value] = attribute?.Value ?? [];
  const text = typeof value === 'string' ? value : (value as { Alphabetic?: string })?.Alphabetic;
  const pattern = wanted.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${pattern.replaceAll('?', '.')}$`, 'i').test(text ?? '');
}

function list(ask: Asked) {
  const { archive, quirks, response, searchParams } = ask;
  const offset = Number(searchParams.get('offset') ?? 0);
  const limit = Number(searchParams.get('limit') ?? 0) || Number.POSITIVE_INFINITY;
  quirks.beforePage?.(offset);
  if (quirks.list !== undefined) return quirks.list(response);
  if (quirks.ignoresPatients) for (const [key] of SEARCHED) searchParams.delete(key);
  const [from = '', to = from] = (searchParams.get('StudyDate') ?? '').split('-');
  const uid = searchParams.get('StudyInstanceUID');
  const modality = searchParams.get('ModalitiesInStudy');
  const all = archive
    .studyRows()
    .filter(
      (one) =>
        (uid === null || one.uid === uid) &&
        (from === '' || (one.date >= from && one.date <= to)) &&
        SEARCHED.every(([key, tag]) => isMatch(searchParams.get(key), one.row[tag])) &&
        (modality === null || one.row['00080061']?.Value?.includes(modality) === true),
    );
  const start = quirks.ignoresOffset ? 0 : Math.max(0, offset - (quirks.overlaps ?? 0));
  const length = quirks.ignoresLimit
    ? Number.POSITIVE_INFINITY
    : Math.min(limit, quirks.pageRows ?? limit);
  const lost = quirks.losesFilteredPages && modality !== null && offset > 0;
  const page = lost ? [] : all.slice(start, start + length);
  if (quirks.saysMore) response.setHeader('Warning', '299 pacs: There are 7 additional results');
  json(
    ask,
    page.map(({ row }) => row),
  );
}

function study({ quirks, request, response }: Asked, objects: readonly Held[]) {
  if (quirks.study !== undefined) return quirks.study(response);
  const isAsStored = /transfer-syntax=\*/.test(request.headers.accept ?? '');
  if (quirks.knowsNoAsterisk && isAsStored) return end(response, 406);
  if (quirks.diesOfConversion && !isAsStored) {
    response.destroy();
    return;
  }
  const all = objects.map(({ bytes }) => bytes);
  const given = quirks.gives?.(all) ?? all;
  response.writeHead(200, {
    'Content-Type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`,
  });
  for (const [index, bytes] of given.entries()) {
    if (index === quirks.diesAfterParts || index === quirks.stallsAfterParts) {
      const isEnd = index === quirks.diesAfterParts;
      response.write(`--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\nDIC`, () => {
        if (isEnd) response.destroy();
      });
      return;
    }
    response.write(
      `--${BOUNDARY}\r\nContent-Type: application/dicom\r\nContent-Length: ${bytes.length}\r\n\r\n`,
    );
    response.write(bytes);
    response.write('\r\n');
  }
  response.end(`--${BOUNDARY}--`);
}

const textRow = (vr: string, value: unknown) => ({ vr, Value: [value] });

const objectRow = (held: Held): JsonRow => ({
  '00080016': textRow('UI', held.sopClassUid),
  '00080018': textRow('UI', held.sopInstanceUid),
  '00100020': textRow('LO', held.rawPatientId),
  '0020000D': textRow('UI', held.studyInstanceUid),
  '0020000E': textRow('UI', held.seriesInstanceUid),
});

function instanceRows({ quirks }: Asked, objects: readonly Held[]): readonly JsonRow[] {
  return objects.slice(0, quirks.listsInstances).map(objectRow);
}

function seriesOf(ask: Asked, objects: readonly Held[]) {
  const all = seriesRows(ask, objects);
  const rows = ask.quirks.seriesRows === undefined ? all : ask.quirks.seriesRows(all);
  if (rows === null) end(ask.response, 500);
  else json(ask, rows);
}

function seriesRows({ quirks }: Asked, objects: readonly Held[]): readonly JsonRow[] {
  const uids = [...new Set(objects.map(({ seriesInstanceUid }) => seriesInstanceUid))];
  return uids.map((uid) => {
    const inside = objects.filter(({ seriesInstanceUid }) => seriesInstanceUid === uid);
    return {
      '00080060': textRow('CS', inside[0]?.modality),
      ...(quirks.statesNoManufacturer
        ? {}
        : { '00080070': textRow('LO', inside[0]?.manufacturer) }),
      '0008103E': textRow('LO', inside[0]?.seriesDescription),
      '0020000E': textRow('UI', uid),
      '00201209': textRow('IS', inside.length),
    };
  });
}

function metadataRows({ quirks }: Asked, objects: readonly Held[], series: string) {
  const rows = objects.filter((one) => one.seriesInstanceUid === series).map(metadataOf);
  return quirks.metadata?.(rows) ?? rows;
}

async function store(ask: Asked) {
  const { archive, quirks, request } = ask;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, boundary = ''] = /boundary=([\w-]+)/.exec(request.headers['content-type'] ?? '') ?? [];
  const stored: JsonRow[] = [];
  const failed: JsonRow[] = [];
  for (const part of partsOf(Buffer.concat(chunks), `--${boundary}`)) {
    const bytes = new Uint8Array(part.subarray(part.indexOf('\r\n\r\n') + 4));
    const kept = quirks.coerces?.(bytes) ?? bytes;
    const ids = quirks.refusesToStore === undefined ? archive.add(kept) : new Archive().add(kept);
    if (ids === null) return end(ask.response, 400);
    const row = {
      '00081150': textRow('UI', ids.sopClassUid),
      '00081155': textRow('UI', ids.sopInstanceUid),
    };
    if (quirks.refusesToStore === undefined) stored.push(row);
    else failed.push({ ...row, '00081197': textRow('US', quirks.refusesToStore) });
  }
  if (quirks.storesWithoutAWord) return json(ask, {});
  json(
    ask,
    {
      ...(stored.length === 0 ? {} : { '00081199': { vr: 'SQ', Value: stored } }),
      ...(failed.length === 0 ? {} : { '00081198': { vr: 'SQ', Value: failed } }),
    },
    failed.length === 0 ? 200 : 409,
  );
}

/** What stands between the delimiters of a body that this project's own client made. */
function partsOf(body: Buffer, delimiter: string): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = body.indexOf(delimiter); ; ) {
    const next = body.indexOf(`\r\n${delimiter}`, at + delimiter.length);
    if (next === -1) return found;
    found.push(body.subarray(at, next));
    at = next + 2;
  }
}
