import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { keptParts } from './kept-parts.ts';
import { parts } from './multipart.ts';

const BOUNDS = { partBytes: 100_000, headerBytes: 200, parts: 50 };
afterEach(() => vi.restoreAllMocks());

interface Plain {
  readonly type: string;
  readonly text: string;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

async function kept(body: Uint8Array, bounds = BOUNDS): Promise<readonly Plain[] | null> {
  const found = await keptParts(new Blob([new Uint8Array(body)]), 'b', bounds);
  if (found === null) return null;
  return Promise.all(
    found.map(async ({ type, blob, head }) => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      expect(textOf(head)).toBe(textOf(bytes.subarray(0, head.length)));
      return { type, text: textOf(bytes) };
    }),
  );
}

/** The same, read through. */
async function readThrough(body: Uint8Array): Promise<readonly Plain[]> {
  const found: Plain[] = [];
  const chunks = (async function* () {
    yield body;
  })();
  for await (const { type, bytes } of parts(chunks, 'b', BOUNDS)) {
    found.push({ type, text: textOf(bytes) });
  }
  return found;
}

const partOf = (content: string, headers: string) => `--b\r\n${headers}\r\n${content}\r\n`;
const sized = (content: string, length = content.length) =>
  partOf(content, `Content-Type: application/dicom\r\nContent-Length: ${length}\r\n`);
const bodyOf = (text: string) => Buffer.from(text, 'latin1');

it('are those of a body that says how long each is, at whatever place they lie', async () => {
  const texts = ['', 'one', '\r\n--b\r\n\r\nfake', 'x'.repeat(20_000), 'y'.repeat(60_000)];
  const body = bodyOf(`${texts.map((text) => sized(text)).join('')}--b--\r\nbye`);
  expect(await kept(body)).toEqual(texts.map((text) => ({ type: 'application/dicom', text })));
  expect(await kept(bodyOf(`\r\n${body.toString('latin1')}`))).toHaveLength(texts.length);
});

it('are found by reading the beginnings alone', async () => {
  const body = bodyOf(`${[1, 2, 3].map(() => sized('x'.repeat(90_000))).join('')}--b--`);
  let bytes = 0;
  const real = Blob.prototype.arrayBuffer;
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
    bytes += this.size;
    return real.call(this);
  });
  expect(await keptParts(new Blob([body]), 'b', BOUNDS)).toHaveLength(3);
  expect(bytes).toBeLessThan(4 * 17_000);
});

it.each([
  ['none', '--b--'],
  ['a part without a length', `${sized('one')}${partOf('two', '')}--b--`],
  ['a length that is too short', `${sized('one', 2)}--b--`],
  ['a length that is too long', `${sized('one', 900)}${sized('two')}--b--`],
  ['a length beyond the bounds', `${sized('one', 100_001)}--b--`],
  ['a preamble', `hello\r\n${sized('one')}--b--`],
  ['blanks behind a boundary', `--b \r\nContent-Length: 3\r\n\r\none\r\n--b--`],
  ['no last boundary', sized('one')],
  ['an end in a part', `${sized('one')}--b\r\nContent-Length: 9\r\n\r\ntw`],
  ['headers beyond the bounds', partOf('one', `${'X-A: a\r\n'.repeat(50)}Content-Length: 3\r\n`)],
  ['nothing', ''],
])('are left to be read through where there is %s', async (_, text) => {
  expect(await kept(bodyOf(text))).toBeNull();
});

it('are left to be read through where there are more than may be', async () => {
  const body = bodyOf(`${sized('x').repeat(3)}--b--`);
  expect(await kept(body, { ...BOUNDS, parts: 3 })).toHaveLength(3);
  expect(await kept(body, { ...BOUNDS, parts: 2 })).toBeNull();
});

it('are never others than those that are read through, whatever the bytes', async () => {
  const pieces = ['--b', '--b--', '\r\n', '\r\n\r\n', 'Content-Length: 3\r\n', 'one', ' ', '-'];
  const piece = fc.oneof(
    fc.constantFrom(...pieces),
    fc.constantFrom(sized('one'), sized('\r\n--b', 5), sized('two', 2), '--b--'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (given) => {
      const body = bodyOf(given.join(''));
      const found = await kept(body);
      if (found !== null) expect(found).toEqual(await readThrough(body));
    }),
    { numRuns: 500 },
  );
});
