import { request as http, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as https } from 'node:https';
import {
  AS_IT_LIKES,
  AS_STORED,
  type Authorization,
  areOrthancs,
  isUntrusted,
  MOST_WORDS,
  mayBeOrthancs,
  ORTHANCS,
  type Pacs,
  PROBLEM_HEADER,
} from '#dicomweb';
import type { SrForm } from '#report';
import { isPacsRequest, isSiteRequest, PACS_PATH } from '../../src/guard/pacs-request.ts';

/** The path on the app's own origin below which the PACS answers. */
export const PROXY_PATH = `/${PACS_PATH}`;

/** How the proxy behaves. */
export interface ProxyOptions {
  readonly pacs: Pacs;
  /** Let results through to the PACS. */
  readonly store: boolean;
  /** Have the page send each result without a click. */
  readonly always?: boolean;
  /** The form of the structured reports. */
  readonly sr?: SrForm;
  /** How often the page looks for new studies, and how long a count has to stand; the page's own where nothing is said. */
  readonly pollSeconds?: number;
  readonly settleSeconds?: number;
}

const MOST_AT_ONCE = 12;
/** A result is some hundred kilobytes. */
const MOST_UPLOAD = 4 * 2 ** 20;
const KINDS = /^(multipart\/related|application\/dicom\+json|application\/json)\s*(;|$)/i;
const UPLOAD = /^multipart\/related\s*;/i;
/** What the app wants of a PACS, word for word: for other forms some archives convert what they hold, which ends some of them. */
const ACCEPTED: ReadonlySet<string> = new Set(['application/dicom+json', AS_STORED, AS_IT_LIKES]);
const ANYTHING = '*/*';

/**
 * Hands the app's requests below /dicom-web/ to one PACS, and its answers back, so that the page needs no other origin and no
 * credential. Whether a request is the app's own was checked before; here, whether it is one that the app makes.
 */
export function dicomwebProxy({ pacs, store, always = false, ...times }: ProxyOptions) {
  const site = JSON.stringify({
    pacs: { name: pacs.base.host, store, always: store && always, ...times },
  });
  let underWay = 0;
  return (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('Cache-Control', 'no-store');
    const [path = '', query = ''] = (request.url ?? '').slice(PROXY_PATH.length).split(/\?(.*)/s);
    if (isSiteRequest(request.method ?? '', path, query)) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(site);
      return;
    }
    const refusal = refusalOf(request, path, query, store);
    if (refusal !== null) return refuse(response, ...refusal);
    if (underWay >= MOST_AT_ONCE) return refuse(response, 503, 'Too many requests at once.');
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
    void forward(pacs, `${path}${query === '' ? '' : `?${query}`}`, request, response);
  };
}

type Refusal = readonly [status: number, text: string, problem?: string];

function refusalOf(
  { method = '', headers }: IncomingMessage,
  path: string,
  query: string,
  store: boolean,
): Refusal | null {
  if (!isPacsRequest(method, path, query, store)) {
    return [403, 'This is not part of what the app asks of a PACS.'];
  }
  if (!ACCEPTED.has(wishOf(headers))) {
    return [406, 'This is no form in which the app wants what a PACS holds.'];
  }
  if (method !== 'POST') return null;
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (!(length <= MOST_UPLOAD))
    return [413, 'This is larger than a result, or of no stated length.'];
  return UPLOAD.test(headers['content-type'] ?? '') ? null : [415, 'This is no DICOM.'];
}

/** In which form an answer is wanted. */
const wishOf = ({ accept = ANYTHING }: IncomingMessage['headers']): string =>
  accept === ANYTHING ? 'application/dicom+json' : accept;

/**
 * Answers in plain words; never with what the PACS said. `problem` is what kept the PACS from answering, as a code that the page
 * reads: it sees no more of it.
 */
export function refuse(
  response: ServerResponse,
  status: number,
  text: string,
  problem?: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem !== undefined) response.setHeader(PROBLEM_HEADER, problem);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

async function forward(
  pacs: Pacs,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = request.method === 'POST' ? await bodyOf(request) : null;
    let answer = await call(pacs, target, request, response, body, await pacs.authorization(false));
    if (answer.statusCode === 401) {
      const newer: Awaited<ReturnType<Authorization>> = await pacs.authorization(true);
      if (newer !== null) {
        answer.destroy();
        answer = await call(pacs, target, request, response, body, newer);
      }
    }
    await pass(answer, response, pacs.limits.studyBytes);
  } catch (error) {
    const problem = isUntrusted(error) ? 'untrusted' : 'unreachable';
    refuse(response, 502, 'The PACS cannot be reached, or does not answer.', problem);
  }
}

/** The whole of an upload, no more than it said. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_UPLOAD) throw new Error('more than it said');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Of the page's headers only these two go on: no cookie, no origin, no address of the page. */
function call(
  { base, limits }: Pacs,
  target: string,
  { method = 'GET', headers }: IncomingMessage,
  response: ServerResponse,
  body: Buffer | null,
  authorization: string | null,
): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    const send = base.protocol === 'https:' ? https : http;
    const sent = send(`${base.href}${target}`, {
      method,
      headers: {
        Accept: wishOf(headers),
        'Accept-Encoding': 'identity',
        ...(body === null
          ? {}
          : { 'Content-Type': headers['content-type'], 'Content-Length': body.length }),
        ...(authorization === null ? {} : { Authorization: authorization }),
      },
    });
    sent.setTimeout(limits.quietMs, () => sent.destroy(new Error('silent')));
    // A byte now and then is no silence.
    const late = setTimeout(() => sent.destroy(new Error('without end')), limits.studyMs);
    // Who answers with another protocol (101) is hung up on without an error.
    sent.once('close', () => {
      clearTimeout(late);
      failed(new Error('no answer'));
    });
    sent.on('error', failed);
    sent.on('response', done);
    response.once('close', () => sent.destroy());
    sent.end(body ?? undefined);
  });
}

/** No redirect leaves the PACS, no challenge makes the browser ask for a password, no page of the PACS runs on the app's origin. */
async function pass(
  answer: IncomingMessage,
  response: ServerResponse,
  mostBytes: number,
): Promise<void> {
  const { statusCode: status = 0, headers } = answer;
  const kind = headers['content-type'] ?? '';
  const isConflict = status === 409 && KINDS.test(kind);
  const problem = isConflict ? null : problemOf(status, kind);
  if (problem !== null) {
    // Of its words the page hears whose they are, and nothing else.
    const isOrthancs = mayBeOrthancs(status) && areOrthancs(await wordsOf(answer));
    answer.destroy();
    const [code, text, why] = problem;
    refuse(response, code, text, isOrthancs ? ORTHANCS : why);
    return;
  }
  const passed = ['content-type', 'content-length', 'warning'] as const;
  response.writeHead(
    status,
    Object.fromEntries(
      passed.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    ),
  );
  answer.on('error', () => response.destroy());
  // The page leaves an answer where the browser keeps it and does not count: this does. Silence ends the request (see above).
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) response.destroy();
  });
  answer.on('aborted', () => response.destroy());
  answer.pipe(response);
}

/** The first words of an answer, as far as they come. */
async function wordsOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      text += piece.toString('latin1', 0, MOST_WORDS - text.length);
      if (text.length >= MOST_WORDS) break;
    }
  } catch {
    // What came of it is enough, or it is none.
  }
  return text;
}

function problemOf(status: number, kind: string): Refusal | null {
  if (status >= 300 && status < 400) {
    return [502, 'The PACS redirects: give its final address.', 'redirect'];
  }
  if (status === 401 || status === 403) {
    return [502, `The PACS refuses the credentials (${status}).`, 'refused'];
  }
  if (status >= 400 && status < 600) return [status, `The PACS answered ${status}.`];
  if (status === 204) return null;
  if (KINDS.test(kind)) return null;
  return [502, 'The PACS answered with something else than DICOMweb.', 'foreign'];
}
