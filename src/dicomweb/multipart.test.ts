import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf } from './media-type.ts';
import { parts } from './multipart.ts';

const BOUNDS = { partBytes: 1000, headerBytes: 200, parts: 50 };
const part = (body: string, headers = '') => `--b\r\n${headers}\r\n${body}\r\n`;

async function read(body: string | Uint8Array, chunkBytes = 7, boundary = 'b', bounds = BOUNDS) {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  })();
  const found: string[] = [];
  for await (const one of parts(chunks, boundary, bounds)) {
    found.push(Buffer.from(one.bytes).toString('latin1'));
  }
  return found;
}

describe('parts of a multipart answer', () => {
  it.each([
    [
      'two',
      `${part('one')}${part('two', 'Content-Type: application/dicom\r\n')}--b--`,
      ['one', 'two'],
    ],
    ['a preamble and an epilogue', `hello\r\n${part('one')}--b--\r\nbye`, ['one']],
    ['an empty one', `${part('')}--b--`, ['']],
    ['none', '--b--', []],
    ['blanks behind a boundary', '--b  \r\n\r\none\r\n--b--', ['one']],
    ['a longer boundary in the data', `${part('x\r\n--bc\r\ny')}--b--`, ['x\r\n--bc\r\ny']],
    ['a boundary not at the start of a line', `${part('x--b\r\n')}--b--`, ['x--b\r\n']],
    [
      'the boundary in the data, with the right length',
      `${part('x\r\n--b\r\n\r\nfake', 'Content-Length: 14\r\n')}--b--`,
      ['x\r\n--b\r\n\r\nfake'],
    ],
    [
      'a length that is too long',
      `${part('one', 'content-length: 900\r\n')}${part('two')}--b--`,
      ['one', 'two'],
    ],
    ['a length that is too short', `${part('one', 'Content-Length: 2\r\n')}--b--`, ['one']],
    ['an absurd length', `${part('one', 'Content-Length: 999999999999\r\n')}--b--`, ['one']],
  ])('are found: %s', async (_, body, expected) => {
    for (const chunkBytes of [1, 2, 7, 4096])
      expect(await read(body, chunkBytes)).toEqual(expected);
  });

  it.each([
    ['in a part', `${part('one')}--b\r\n\r\ntw`, 'pacs-broken'],
    ['before the last boundary', part('one'), 'pacs-broken'],
    ['in the last boundary', `${part('one')}--b`, 'pacs-broken'],
    ['in headers', `${part('one')}--b\r\nContent-`, 'pacs-broken'],
    ['before anything', '', 'pacs-broken'],
    ['without any part', 'no parts at all', 'pacs-broken'],
    ['never, in the preamble', 'x'.repeat(5000), 'pacs-too-large'],
    ['never, in headers', `--b\r\n${'X-A: a\r\n'.repeat(500)}`, 'pacs-too-large'],
    ['never, in a part', `--b\r\n\r\n${'x'.repeat(5000)}`, 'pacs-too-large'],
    [
      'never, in boundaries that are none',
      `--b\r\n\r\n${'\r\n--ba'.repeat(1000)}`,
      'pacs-too-large',
    ],
    ['never, in parts', part('x').repeat(51), 'pacs-too-large'],
    ['behind a part that is just too large', `${part('x'.repeat(1001))}--b--`, 'pacs-too-large'],
  ])('are refused where the body ends %s', async (_, body, code) => {
    for (const chunkBytes of [1, 64, 8192]) {
      await expect(read(body, chunkBytes)).rejects.toMatchObject({ code });
    }
  });

  it('come as they were sent, whatever they hold and however they are cut into pieces', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const teasing = fc
      .array(fc.constantFrom(13, 10, 45, 98, 0), { maxLength: 60 })
      .map((list) => Uint8Array.from(list));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(bytes, teasing), { maxLength: 6 }),
        fc.integer({ min: 1, max: 400 }),
        async (given, chunkBytes) => {
          const body = Buffer.concat([
            ...given.flatMap((one) => [
              Buffer.from(`--b\r\nContent-Length: ${one.length}\r\n\r\n`),
              one,
              Buffer.from('\r\n'),
            ]),
            Buffer.from('--b--'),
          ]);
          const found = await read(body, chunkBytes);
          expect(found).toEqual(given.map((one) => Buffer.from(one).toString('latin1')));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never hang and never throw anything without a code, whatever the bytes', async () => {
    const piece = fc.constantFrom(
      '--b',
      '--b--',
      '\r\n',
      '\r\n\r\n',
      'Content-Length: 3',
      'x',
      ' ',
      '-',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        await read(pieces.join(''), 5).catch((error: unknown) => {
          expect(error).toMatchObject({ code: expect.stringMatching(/^pacs-/) });
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the type of an answer', () => {
  it.each([
    ['multipart/related; type="application/dicom"; boundary=b', 'b'],
    ['Multipart/Related;boundary="a b:c" ; type=application/dicom', 'a b:c'],
  ])('names the boundary: %s', (type, boundary) => expect(boundaryOf(type)).toBe(boundary));

  it.each([
    ['text/html; charset=utf-8', 'pacs-foreign'],
    ['', 'pacs-foreign'],
    ['multipart/mixed; boundary=b', 'pacs-foreign'],
    ['multipart/related', 'pacs-broken'],
    ['multipart/related; boundary=', 'pacs-broken'],
    [`multipart/related; boundary=${'b'.repeat(71)}`, 'pacs-broken'],
    ['multipart/related; boundary="\u0001"', 'pacs-broken'],
  ])('is refused: %s', (type, code) => {
    expect(() => boundaryOf(type)).toThrow(expect.objectContaining({ code }));
  });
});
