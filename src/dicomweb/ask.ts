import { AppError, throwIfAborted } from '#base';
import type { Pacs } from './pacs.ts';
import { errorOf, MOST_WORDS, unreachable } from './refusals.ts';

/** A request. */
export interface Asked {
  /** Below the PACS's address: 'studies/1.2.3'. UIDs in it were checked. */
  readonly path: string;
  readonly query?: URLSearchParams;
  /** A query that is one checked UID, without a name (PS3.18 11.6.1); '' is none. */
  readonly bareQuery?: string;
  readonly accept: string;
  /** Sent by POST where nothing else is said. */
  readonly body?: { readonly type: string; readonly blob: Blob; readonly method?: 'POST' | 'PUT' };
  /** Milliseconds until the answer has to be there, whole. */
  readonly deadlineMs: number;
  /** Bytes of the answer at most. */
  readonly mostBytes: number;
  /** Status codes whose answer is read besides those of success. */
  readonly alsoRead?: readonly number[];
}

/** An answer, while it comes. */
export interface Answer {
  readonly status: number;
  /** Its Content-Type; '' where it has none. */
  readonly type: string;
  /** Its Warning header: how a PACS says that it has more than it gave (PS3.18 8.3.4.4). */
  readonly warning: string | null;
  /** The body, piece by piece, once. Throws AppError 'pacs-...' where it breaks off, falls silent or grows too large. */
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  /**
   * The body where the browser keeps it, none of it read, in place of `chunks`. How much has come is not known meanwhile: only the deadline
   * holds, and whoever carries the answer has to see to bytes and silence. Rejects as `chunks` throws.
   */
  readonly whole: () => Promise<Blob>;
}

/**
 * Asks the PACS, when it is this request's turn, and gives what `use` makes of the answer, which ends with it. No redirect is
 * followed. A refused credential is asked for anew, once. Rejects with AppError 'pacs-...' or an AbortError.
 */
export function ask<T>(
  pacs: Pacs,
  asked: Asked,
  use: (answer: Answer) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  return pacs.slots.run(async () => {
    const first = await pacs.authorization(false);
    try {
      return await askOnce(pacs, asked, use, first, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.data.status !== 401) throw error;
      const newer = await pacs.authorization(true);
      if (newer === null || newer === first) throw error;
      return await askOnce(pacs, asked, use, newer, signal);
    }
  }, signal);
}

async function askOnce<T>(
  pacs: Pacs,
  asked: Asked,
  use: (answer: Answer) => Promise<T>,
  authorization: string | null,
  signal: AbortSignal | undefined,
): Promise<T> {
  const patience = new Patience(pacs.limits.quietMs, asked.deadlineMs, signal);
  let response: Response | null = null;
  try {
    const reached = fetch(addressOf(pacs, asked), {
      method: asked.body === undefined ? 'GET' : (asked.body.method ?? 'POST'),
      headers: headersOf(asked, authorization),
      redirect: 'manual',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: patience.signal,
      ...(asked.body === undefined ? {} : { body: asked.body.blob }),
    });
    response = await reached.catch((error: unknown) => patience.giveReason(error));
    patience.heard();
    await refuseStatus(response, asked.alsoRead ?? [], patience);
    const answered = response;
    const { status, headers, body } = answered;
    return await use({
      status,
      type: headers.get('content-type') ?? '',
      warning: headers.get('warning'),
      chunks: () => chunksOf(body, asked.mostBytes, patience),
      whole: () => wholeOf(answered, asked.mostBytes, patience),
    });
  } finally {
    patience.end();
    if (response?.body?.locked === false) await response.body.cancel().catch(() => undefined);
  }
}

function addressOf({ base }: Pacs, { path, query, bareQuery }: Asked): URL {
  const url = new URL(base);
  url.pathname += path;
  url.search = bareQuery ?? query?.toString() ?? '';
  return url;
}

function headersOf({ accept, body }: Asked, authorization: string | null): Headers {
  const headers = new Headers({ Accept: accept });
  if (body !== undefined) {
    headers.set('Content-Type', body.type);
    // No form of another site can send it: the app's own proxy asks for it.
    headers.set('X-Requested-By', 'ich-triage');
  }
  if (authorization !== null) headers.set('Authorization', authorization);
  return headers;
}

async function refuseStatus(
  response: Response,
  alsoRead: readonly number[],
  patience: Patience,
): Promise<void> {
  const { status } = response;
  if ((status >= 200 && status < 300) || alsoRead.includes(status)) return;
  throw await errorOf(response, () => wordsOf(response.body, patience));
}

/** The first words of an answer, as far as they come. */
async function wordsOf(body: Response['body'], patience: Patience): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of chunksOf(body, MOST_WORDS, patience)) text += decoder.decode(chunk);
  } catch {
    // What came of it is enough, or it is none.
  }
  return text;
}

async function wholeOf(response: Response, mostBytes: number, patience: Patience): Promise<Blob> {
  patience.onlyDeadline();
  const blob = await response.blob().catch((error: unknown) => patience.giveReason(error));
  if (blob.size > mostBytes) throw over(mostBytes);
  return blob;
}

const over = (mostBytes: number): AppError =>
  new AppError('pacs-too-large', `the answer of the PACS is over ${mostBytes} bytes`);

async function* chunksOf(
  body: Response['body'],
  mostBytes: number,
  patience: Patience,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader
        .read()
        .catch((error: unknown) => patience.giveReason(error));
      if (done) return;
      patience.heard();
      total += value.length;
      if (total > mostBytes) throw over(mostBytes);
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const seconds = (ms: number): number => Math.ceil(ms / 1000);

/** How long an answer is waited for: a quiet time that each byte renews, and a deadline that nothing does. */
class Patience {
  readonly #abort = new AbortController();
  readonly #quietMs: number;
  readonly #deadline: ReturnType<typeof setTimeout>;
  readonly #caller: AbortSignal | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(quietMs: number, deadlineMs: number, caller: AbortSignal | undefined) {
    this.#quietMs = quietMs;
    this.#caller = caller;
    this.#deadline = setTimeout(
      () => this.#giveUp(`the PACS did not end its answer in ${seconds(deadlineMs)} s`),
      deadlineMs,
    );
    caller?.addEventListener('abort', this.#onAbort);
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  heard(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(
      () => this.#giveUp(`the PACS was silent for ${seconds(this.#quietMs)} s`),
      this.#quietMs,
    );
  }

  /** Silence does not count from here on. */
  onlyDeadline(): void {
    clearTimeout(this.#quiet);
  }

  /** Throws why the connection failed: given up here, cancelled by the caller, or by itself. */
  giveReason(cause: unknown): never {
    throwIfAborted(this.#caller);
    if (this.#abort.signal.aborted) throw this.#abort.signal.reason;
    throw unreachable(cause);
  }

  end(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#deadline);
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = () => this.#abort.abort(this.#caller?.reason);

  #giveUp(text: string): void {
    this.#abort.abort(new AppError('pacs-silent', text));
  }
}
