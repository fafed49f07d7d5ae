import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ask, fake, OWN, server, start } from './proxy.fixture.ts';

/** Sends these bytes as they are and gives all that comes back until the connection ends, or is still for a while. */
function sent(text: string, stillMs = 400): Promise<string> {
  const { port } = new URL(server.url);
  return new Promise((done) => {
    let said = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.setTimeout(stillMs, () => socket.destroy());
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
    });
    socket.on('error', () => undefined).on('close', () => done(said));
  });
}

/** The status of each answer. */
const statuses = (said: string): readonly number[] =>
  [...said.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));

const request = (target: string, ...more: readonly string[]) => {
  const { port } = new URL(server.url);
  const host = more.some((line) => /^host:/i.test(line)) ? [] : [`Host: localhost:${port}`];
  return [`GET ${target} HTTP/1.1`, ...host, ...more, '', ''].join('\r\n');
};
const LIST = '/dicom-web/studies';

describe('the PACS below the app, for whoever writes requests by hand', () => {
  it.each([
    'http://127.0.0.1/dicom-web/studies',
    'http://evil.example/dicom-web/studies',
    'https://evil.example:443/dicom-web/studies',
    '//evil.example/dicom-web/studies',
    '/./dicom-web/studies',
    '/x/../dicom-web/studies',
    '/%64icom-web/studies',
    '/dicom-web%2fstudies',
    '/dicom-web\\studies',
    '/DICOM-WEB/studies',
    '/dicom-web;x/studies',
    '/dicom-web/%2e%2e%2fsystem',
    '/dicom-web/.%2e/system',
    '/dicom-web/%252e%252e/system',
    '/dicom-web/..%5csystem',
    '/dicom-web/..;/system',
    '/dicom-web/%c0%ae%c0%ae/system',
    '/dicom-web/studies%00',
    '/dicom-web/studies%0a',
    '/dicom-web/studies#x',
    '/dicom-web/studies/1.2.3/',
    '/dicom-web/studies/1.2.3.',
    '/dicom-web/studies/.1.2.3',
    '/dicom-web/studies/١.٢.٣',
    '/dicom-web/studies?limit=1&limit=x',
    '/dicom-web/studies?limit=1?offset=http://evil.example',
    '/dicom-web/site.json?x=1',
    '/dicom-web/site.json/../studies',
    '*',
  ])('is not asked for the target %s', async (target) => {
    await start({ store: true });
    for (const status of statuses(await sent(request(target, 'Sec-Fetch-Site: same-origin')))) {
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect(fake.requests).toEqual([]);
  });

  it.each([
    ['is missing', []],
    ['is empty', ['Host:']],
    ['has a dot behind it', ['Host: localhost.:PORT']],
    ['has no port', ['Host: localhost']],
    ['has a port that is none', ['Host: localhost:PORT0']],
    ['has a user before it', ['Host: evil@localhost:PORT']],
    ['is a list', ['Host: localhost:PORT, evil.example']],
    ['is an IPv6 address without brackets', ['Host: ::1:PORT']],
    ['is the IPv6 address of another name for it', ['Host: [::ffff:127.0.0.1]:PORT']],
    ['is a number that means the same', ['Host: 2130706433:PORT']],
    ['is short for the same', ['Host: 127.1:PORT']],
    ['is there twice', ['Host: localhost:PORT', 'Host: evil.example']],
    ['is there twice, the right one behind', ['Host: evil.example', 'Host: localhost:PORT']],
  ])('does not answer where Host %s', async (_, hosts) => {
    await start();
    const { port } = new URL(server.url);
    const lines = hosts.map((line) => line.replace('PORT', port));
    const said = await sent([`GET ${LIST} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    expect([400, 421]).toContain(statuses(said)[0]);
    expect(fake.requests).toEqual([]);
  });

  it('answers by its IPv6 address, and by any case of its name', async () => {
    await start();
    const { port } = new URL(server.url);
    for (const host of [`[::1]:${port}`, `LocalHost:${port}`]) {
      expect(statuses(await sent(request(LIST, `Host: ${host}`)))).toEqual([200]);
    }
  });

  it.each([
    [
      'two values that say where it is from',
      'Sec-Fetch-Site: same-origin',
      'Sec-Fetch-Site: cross-site',
    ],
    ['two origins', 'Origin: http://localhost:PORT', 'Origin: http://evil.example'],
    ['an origin with a user', 'Origin: http://evil.example@localhost:PORT'],
    ['an origin with a path', 'Origin: http://localhost:PORT/x'],
    ['an origin of a file', 'Origin: file://'],
  ])('does not answer %s', async (_, ...lines) => {
    await start();
    const { port } = new URL(server.url);
    const headers = lines.map((line) => line.replace('PORT', port));
    expect(statuses(await sent(request(LIST, ...headers)))).toEqual([403]);
    expect(fake.requests).toEqual([]);
  });

  const SMUGGLED = 'GET /dicom-web/studies/1.2.3.1 HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const chunk = `${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0\r\n\r\n`;
  it.each<[string, readonly string[], string, readonly number[]]>([
    ['in chunks, on a GET', ['Transfer-Encoding: chunked'], chunk, [200]],
    ['with a length, on a GET', [`Content-Length: ${SMUGGLED.length}`], SMUGGLED, [200]],
    [
      'with a length and in chunks',
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
      chunk,
      [400],
    ],
    ['with two lengths', ['Content-Length: 0', 'Content-Length: 4'], SMUGGLED, [400]],
    ['of a length with a sign', ['Content-Length: +4'], SMUGGLED, [400]],
    ['in chunks by another name', ['Transfer-Encoding: xchunked'], chunk, [400]],
    ['in chunks and something else', ['Transfer-Encoding: chunked, identity'], chunk, [400]],
    ['with a space before the colon', ['Transfer-Encoding : chunked'], chunk, [400]],
    [
      'with a header that goes on in the next line',
      ['X: a', ' Transfer-Encoding: chunked'],
      chunk,
      [400],
    ],
    ['with a zero in a header', ['X: a\0b'], '', [400]],
    ['with a return alone in a header', ['X: a\rEvil: 1'], '', [400]],
  ])('takes no second request out of a body: %s', async (_, lines, body, expected) => {
    await start({ store: true });
    const said = await sent(`${request(LIST, ...lines)}${body}`);
    // What a parser refuses ends the connection; what it takes is one request.
    expect(statuses(said)).toEqual(expected);
    expect(fake.requests.filter((line) => line.includes('1.2.3.1'))).toEqual([]);
    expect(fake.headers.every((one) => one['transfer-encoding'] === undefined)).toBe(true);
  });

  it('takes no second request out of a body that it refused', async () => {
    await start({ store: false });
    const post = request(LIST, `Content-Length: ${SMUGGLED.length}`).replace('GET', 'POST');
    expect(statuses(await sent(`${post}${SMUGGLED}`))).toEqual([403]);
    expect(fake.requests).toEqual([]);
  });

  it('takes no result in chunks, which have no stated length', async () => {
    await start({ store: true });
    const lines = ['X-Requested-By: ich-triage', 'Content-Type: multipart/related; boundary=b'];
    const post = request(LIST, ...lines, 'Transfer-Encoding: chunked').replace('GET', 'POST');
    expect(statuses(await sent(`${post}${chunk}`))).toEqual([413]);
    expect(fake.requests).toEqual([]);
  });

  it.each([
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', []],
    ['no HTTP', `${'x'.repeat(100)}\r\n\r\n`, [400]],
    ['headers without end', `GET ${LIST} HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, [431]],
  ])('speaks no %s', async (_, text, expected) => {
    await start();
    expect(statuses(await sent(text))).toEqual(expected);
    expect(fake.requests).toEqual([]);
  });

  it('stays with HTTP/1.1 where it is asked for another', async () => {
    await start();
    const lines = [
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABk',
    ];
    expect(statuses(await sent(request(LIST, ...lines)))).toEqual([200]);
    expect(fake.headers[0]).not.toHaveProperty('upgrade');
  });

  it.each([
    'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.80',
    'application/zip',
    'text/html',
  ])('is asked for nothing in a form that the app does not want: %s', async (accept) => {
    await start();
    const answer = await ask('/dicom-web/studies/1.2.3.1', 'GET', { ...OWN, Accept: accept });
    expect(answer.status).toBe(406);
    expect(fake.requests).toEqual([]);
  });
});
