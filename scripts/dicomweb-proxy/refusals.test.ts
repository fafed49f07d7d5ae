import { describe, expect, it } from 'vitest';
import { listStudies, pacsAt } from '#dicomweb';
import type { Quirks } from '../fake-pacs/quirks.ts';
import { ask, fake, OWN, POST, server, start, startAlone } from './proxy.fixture.ts';

describe('the PACS below the app, for whoever means ill', () => {
  it.each([
    '/dicom-web/../system',
    '/dicom-web/%2e%2e/system',
    '/dicom-web/studies/..%2f..%2fsystem',
    '/dicom-web/studies/../../system',
    '/dicom-web//127.0.0.1:9/system',
    '/dicom-web/http://127.0.0.1:9/system',
    '/dicom-web/@127.0.0.1/studies',
    '/dicom-web/servers',
    '/dicom-web/servers/other/studies',
    '/dicom-web/studies/1.2.3/rendered',
    '/dicom-web/studies/1.2.3/series/1.2/instances/1.2/frames/1',
    '/dicom-web/studies/1.2.3%0d%0aEvil:1',
    '/dicom-web/studies?x=%0d%0aEvil:1',
    '/dicom-web/studies?x=%2e%2e',
    '/dicom-web/studies?x=<script>',
    `/dicom-web/studies/${'1'.repeat(65)}/metadata`,
    `/dicom-web/studies?x=${'a'.repeat(2000)}`,
    '/dicom-web/',
    '/dicom-web/studies/',
    '/dicom-web/studies\\..\\system',
    '/dicom-web/instances',
  ])('is not asked for %s', async (path) => {
    await start({ store: true });
    expect((await ask(path, 'GET', OWN)).status).toBe(403);
    expect(fake.requests).toEqual([]);
  });

  it.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD'])('knows no %s', async (method) => {
    await start({ store: true });
    expect((await ask('/dicom-web/studies/1.2.3.1', method, POST)).status).toBe(403);
    expect(fake.requests).toEqual([]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['another name that leads here (DNS rebinding)', { ...OWN, Host: 'evil.example' }, 421],
    ['the right name with another port', { ...OWN, Host: 'localhost:1' }, 421],
    [
      'a name of which the right one is a part',
      { ...OWN, Host: 'triage.example.evil.example' },
      421,
    ],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['another subdomain', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['the address bar', { 'Sec-Fetch-Site': 'none' }, 403],
    ['another origin', { Origin: 'http://evil.example' }, 403],
    ['an origin that is hidden', { Origin: 'null' }, 403],
  ])('does not answer %s', async (_, headers, status) => {
    await start({ store: true });
    expect((await ask('/dicom-web/studies', 'GET', headers)).status).toBe(status);
    expect((await ask('/dicom-web/studies', 'POST', { ...POST, ...headers }, 'x')).status).toBe(
      status,
    );
    expect(fake.requests).toEqual([]);
  });

  it('answers by the names that it was told', async () => {
    await start();
    expect(
      (await ask('/dicom-web/studies', 'GET', { ...OWN, Host: 'Triage.example' })).status,
    ).toBe(200);
  });

  it.each<[string, boolean, string, Record<string, string>, number]>([
    ['it was not said that it may', false, '/dicom-web/studies', {}, 403],
    ['it is for another address', true, '/dicom-web/studies/1.2.3.1', {}, 403],
    ['it has a query', true, '/dicom-web/studies?x=1', {}, 403],
    ['it is for another server of the PACS', true, '/dicom-web/servers/other/stow', {}, 403],
    ['it is a form of another page', true, '/dicom-web/studies', { 'X-Requested-By': '' }, 403],
    [
      'it is a form',
      true,
      '/dicom-web/studies',
      { 'Content-Type': 'multipart/form-data; boundary=b' },
      415,
    ],
    ['it is too large', true, '/dicom-web/studies', { 'Content-Length': '99999999' }, 413],
  ])('takes no result where %s', async (_, store, path, headers, status) => {
    await start({ store });
    const { 'Content-Length': length, ...rest } = headers;
    const answer = await ask(
      path,
      'POST',
      { ...POST, ...rest, ...(length === undefined ? {} : { 'Content-Length': length }) },
      'x',
    );
    expect(answer.status).toBe(status);
    expect(fake.requests).toEqual([]);
  });

  it.each<[string, Quirks, number]>([
    [
      'another address',
      {
        answers: (r) =>
          r.writeHead(302, { Location: 'http://127.0.0.2:9/', 'Set-Cookie': 'a=b' }).end(),
      },
      502,
    ],
    [
      'a wish for a password',
      {
        answers: (r) =>
          r.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"', 'Set-Cookie': 'a=b' }).end(),
      },
      502,
    ],
    [
      'a page',
      {
        answers: (r) =>
          r
            .writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'a=b' })
            .end('<script>evil()</script>'),
      },
      502,
    ],
    [
      'an error with a page',
      {
        answers: (r) =>
          r.writeHead(500, { 'Content-Type': 'text/html' }).end('<script>evil()</script>'),
      },
      500,
    ],
    ['nothing', { answers: () => {} }, 502],
    ['a broken connection', { answers: (r) => r.destroy() }, 502],
    ['no such study', { answers: (r) => r.writeHead(404).end() }, 404],
  ])('hands on no more than words where the PACS answers %s', async (_, quirks, status) => {
    await start({ quirks, options: { limits: { quietMs: 300 } } });
    const answer = await ask('/dicom-web/studies', 'GET', OWN);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers).not.toHaveProperty('www-authenticate');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.body).not.toContain('evil');
  });

  it.each<[string, Quirks, string]>([
    ['another address', { answers: (r) => r.writeHead(302, { Location: '/x' }).end() }, 'redirect'],
    ['a wish for a password', { answers: (r) => r.writeHead(401).end() }, 'refused'],
    [
      'a page',
      { answers: (r) => r.writeHead(200, { 'Content-Type': 'text/html' }).end('x') },
      'foreign',
    ],
    ['a broken connection', { answers: (r) => r.destroy() }, 'unreachable'],
    ['an error', { answers: (r) => r.writeHead(503).end() }, 'error'],
  ])('lets the page tell %s from other troubles', async (_, quirks, code) => {
    await start({ quirks });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const asked = listStudies(pacs, { kind: 'dates', from: '20261124', to: '20261124' });
    await expect(asked).rejects.toMatchObject({ code: `pacs-${code}` });
  });
});

it('is not there unless it was asked for', async () => {
  await startAlone();
  expect((await ask('/dicom-web/studies', 'GET', OWN)).status).toBe(404);
  expect((await ask('/dicom-web/studies', 'POST', POST, 'x')).status).toBe(405);
});
