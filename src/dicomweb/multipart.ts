import { AppError } from '#base';
import { ByteWindow } from './byte-window.ts';
import type { Limits } from './limits.ts';

/** A part of a multipart answer. */
export interface Part {
  /** Its Content-Type; '' where it has none. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type Bounds = Pick<Limits, 'partBytes' | 'headerBytes' | 'parts'>;

const CRLF = Uint8Array.of(13, 10);
const HEADERS_END = Uint8Array.of(13, 10, 13, 10);
const DASH = 45;

const broken = (text: string): AppError =>
  new AppError('pacs-broken', `the answer of the PACS ${text}`);
const tooLarge = (text: string): AppError =>
  new AppError('pacs-too-large', `the answer of the PACS ${text}`);

/**
 * The parts of a multipart body (RFC 2046 5.1) as it comes; no more than one is held. A part's Content-Length is used if the boundary
 * follows there: the part then may hold anything. Throws AppError 'pacs-broken' for a body that is cut, in a part or before the last
 * boundary, and 'pacs-too-large' beyond the bounds.
 */
export async function* parts(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  bounds: Bounds,
): AsyncGenerator<Part> {
  const stream = chunks[Symbol.asyncIterator]();
  try {
    const body = new PartReader(stream, boundary, bounds);
    await body.skipPreamble();
    for (let count = 0; !(await body.atEnd()); count += 1) {
      if (count >= bounds.parts) throw tooLarge(`has more than ${bounds.parts} parts`);
      yield await body.next();
    }
  } finally {
    await stream.return?.();
  }
}

/** What a part's headers say of it; `length`: bytes of its content, null where they do not say. */
export function partHeaders(text: string): {
  readonly type: string;
  readonly length: number | null;
} {
  const type = /^content-type:[ \t]*([^\r\n]*)/im.exec(text)?.[1]?.trim() ?? '';
  const length = /^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(text)?.[1];
  return { type, length: length === undefined ? null : Number(length) };
}

class PartReader {
  readonly #window = new ByteWindow();
  readonly #stream: AsyncIterator<Uint8Array>;
  readonly #delimiter: Uint8Array;
  readonly #bounds: Bounds;

  constructor(stream: AsyncIterator<Uint8Array>, boundary: string, bounds: Bounds) {
    this.#stream = stream;
    this.#delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
    this.#bounds = bounds;
    // The first boundary may stand at the very start: with this it is like the others.
    this.#window.append(CRLF);
  }

  async skipPreamble(): Promise<void> {
    await this.#toDelimiter(this.#bounds.headerBytes, 'does not begin with a part');
  }

  /** Whether the boundary that was just passed is the last. */
  async atEnd(): Promise<boolean> {
    if (!(await this.#fill(2))) throw broken('ends without its last boundary');
    return this.#window.at(0) === DASH && this.#window.at(1) === DASH;
  }

  /** The part behind the boundary; passes the boundary after it. */
  async next(): Promise<Part> {
    const { type, length } = partHeaders(await this.#headers());
    return { type, bytes: await this.#content(length) };
  }

  async #headers(): Promise<string> {
    let from = 0;
    for (;;) {
      const end = this.#window.indexOf(HEADERS_END, from);
      const length = end === -1 ? this.#window.length : end;
      if (length > this.#bounds.headerBytes)
        throw tooLarge('has a part with absurdly long headers');
      if (end !== -1) {
        const text = String.fromCharCode(...this.#window.take(end));
        this.#window.skip(HEADERS_END.length);
        return text;
      }
      from = Math.max(0, this.#window.length - HEADERS_END.length);
      if (!(await this.#more())) throw broken('breaks off in the headers of a part');
    }
  }

  async #content(said: number | null): Promise<Uint8Array<ArrayBuffer>> {
    if (said !== null && said <= this.#bounds.partBytes) {
      // The two bytes behind the boundary say whether it is one.
      await this.#fill(said + this.#delimiter.length + 2);
      if (this.#isDelimiter(said)) {
        const bytes = this.#window.take(said);
        this.#window.skip(this.#delimiter.length);
        return bytes;
      }
    }
    return this.#toDelimiter(this.#bounds.partBytes, 'breaks off in a part');
  }

  /** What stands before the next boundary; passes that. */
  async #toDelimiter(most: number, words: string): Promise<Uint8Array<ArrayBuffer>> {
    const behind = this.#delimiter.length + 2;
    for (let from = 0; ; ) {
      const at = this.#window.indexOf(this.#delimiter, from);
      const isWhole = at !== -1 && at + behind <= this.#window.length;
      if ((at === -1 ? this.#window.length - behind : at) > most) {
        throw tooLarge(`has a part, or something before the first, of over ${most} bytes`);
      }
      if (isWhole && this.#isDelimiter(at)) {
        const bytes = this.#window.take(at);
        this.#window.skip(this.#delimiter.length);
        return bytes;
      }
      if (isWhole) from = at + 1;
      else {
        from = at === -1 ? Math.max(from, this.#window.length - this.#delimiter.length) : at;
        if (!(await this.#more())) throw broken(words);
      }
    }
  }

  /** A boundary is one only if its line ends there: '--ab' is none of '--a'. */
  #isDelimiter(at: number): boolean {
    if (!this.#window.has(this.#delimiter, at)) return false;
    const next = this.#window.at(at + this.#delimiter.length);
    const second = this.#window.at(at + this.#delimiter.length + 1);
    const isLast = next === DASH && second === DASH;
    return isLast || (next === 13 && second === 10) || next === 32 || next === 9;
  }

  /** Waits for so many bytes; false where the stream ends before. */
  async #fill(count: number): Promise<boolean> {
    while (this.#window.length < count) {
      if (!(await this.#more())) return false;
    }
    return true;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#stream.next();
    if (done === true) return false;
    this.#window.append(value);
    return true;
  }
}
