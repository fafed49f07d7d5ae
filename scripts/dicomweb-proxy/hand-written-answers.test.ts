import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, fake, OWN, server, startAlone, startBefore } from './proxy.fixture.ts';

const LIST = '/dicom-web/studies';

describe('a PACS that writes answers by hand', () => {
  let pacs: NetServer | null = null;
  const open = new Set<Socket>();
  afterEach(() => {
    for (const socket of open) socket.destroy();
    open.clear();
    pacs?.close();
  });

  /** One that says these bytes to whoever asks, and no more. */
  async function saying(answer: (socket: Socket) => void, limits: object = {}): Promise<void> {
    pacs = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => undefined).once('data', () => answer(socket));
    });
    await new Promise<void>((done) => pacs?.listen(0, '127.0.0.1', done));
    const { port } = pacs.address() as { port: number };
    await startBefore(`http://127.0.0.1:${port}/dicom-web`, { limits });
  }
  const says = (text: string) => (socket: Socket) => void socket.end(text, 'latin1');

  it.each<[string, string]>([
    ['a header of a line too many', 'Content-Type: application/json\rSet-Cookie: a=b'],
    ['a header with a zero', 'Content-Type: application/json\0'],
    ['a header with a control character', 'Content-Type: application/json\x01'],
    ['headers without end', `X: ${'a'.repeat(20_000)}`],
    [
      'many headers without end',
      Array.from({ length: 2000 }, (_, i) => `X-${i}: aaaaaaaa`).join('\r\n'),
    ],
    [
      'a length and chunks',
      'Content-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked',
    ],
    ['two lengths', 'Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 4'],
    ['two types, one a page', 'Content-Type: text/html\r\nContent-Type: application/json'],
    ['a type that is a list', 'Content-Type: application/json, text/html'],
  ])('passes on none of its headers where they are %s', async (_, headers) => {
    await saying(says(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n[]`));
    const answer = await ask(LIST, 'GET', OWN);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      502,
      'text/plain; charset=utf-8',
    ]);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('passes on three headers and no other', async () => {
    const more = [
      'Set-Cookie: a=b',
      'Location: http://evil.example/',
      'Refresh: 0;url=http://evil.example',
      'Content-Security-Policy: default-src *',
      'Access-Control-Allow-Origin: *',
      'Clear-Site-Data: "*"',
      'Service-Worker-Allowed: /',
      'X-Pacs-Problem: refused',
      'Link: <http://evil.example>; rel=preload',
      'Content-Encoding: gzip',
      'Alt-Svc: h2="evil.example:443"',
      'Connection: keep-alive, X-Evil',
    ];
    const head = [
      'HTTP/1.1 200 OK',
      'Content-Type: application/json',
      'Content-Length: 2',
      'Warning: 299 x "more"',
      ...more,
    ];
    await startAlone();
    const alone = await ask('/', 'GET', OWN);
    await server.close();
    await fake.close();
    await saying(says(`${head.join('\r\n')}\r\n\r\n[]`));
    const answer = await ask(LIST, 'GET', OWN);
    expect([answer.status, answer.body, answer.headers.warning]).toEqual([
      200,
      '[]',
      '299 x "more"',
    ]);
    for (const line of more) {
      const name = (line.split(':')[0] ?? '').toLowerCase();
      if (name === 'connection') continue;
      // What the app's own server says on every page is its own.
      expect(answer.headers[name], name).toBe(alone.headers[name]);
    }
  });

  it.each([
    [
      'of another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nx',
    ],
    ['that is no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['of no status', 'HTTP/1.1 099 X\r\nContent-Type: application/json\r\n\r\n[]'],
    ['in words alone', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('does not pass on an answer %s', async (_, text) => {
    await saying(says(text));
    expect((await ask(LIST, 'GET', OWN)).status).toBe(502);
  });

  it('gives up one that says its headers a byte at a time', async () => {
    let timer: NodeJS.Timeout | undefined;
    await saying(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nX: ');
        timer = setInterval(() => socket.write('a'), 50);
      },
      { quietMs: 10_000, studyMs: 700 },
    );
    try {
      expect((await ask(LIST, 'GET', OWN)).status).toBe(502);
    } finally {
      clearInterval(timer);
    }
  }, 20_000);

  it('gives up one that says its body a byte at a time, which is no whole answer then', async () => {
    let timer: NodeJS.Timeout | undefined;
    await saying(
      (socket) => {
        socket.write(
          'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n[',
        );
        timer = setInterval(() => socket.write(' '), 50);
      },
      { quietMs: 10_000, studyMs: 700 },
    );
    try {
      const answer = await ask(LIST, 'GET', OWN);
      expect([answer.status, answer.body.length < 99_999]).toEqual([200, true]);
    } finally {
      clearInterval(timer);
    }
  }, 20_000);
});
