import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#base';
import { startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import { freePort, skippedFor, whyNotInstalled } from '../../scripts/machine.ts';
import { pacsAt } from './pacs.ts';
import { listStudies } from './query.ts';
import { isAway, isUntrusted, waitAskedFor } from './refusals.ts';

const query = { kind: 'dates', from: '20261123', to: '20261125' } as const;

const errorOfList = async (url: string): Promise<unknown> =>
  listStudies(pacsAt(url), query).then(
    () => null,
    (error: unknown) => error,
  );

describe('a PACS that has no time', () => {
  it.each([
    [503, '120', true, 120_000],
    [503, undefined, true, 0],
    [503, 'Wed, 21 Oct 2026 07:28:00 GMT', true, 0],
    [503, '999999999', true, 300_000],
    [429, '1', true, 1000],
    [502, undefined, true, 0],
    [504, undefined, true, 0],
    [500, '120', false, 120_000],
    [404, undefined, false, 0],
  ])('by %i, Retry-After %s, is away: %s, for %i ms', async (status, after, isGone, waitMs) => {
    const fake = await startFakePacs([], {
      answers: (response) =>
        response.writeHead(status, after === undefined ? {} : { 'Retry-After': after }).end(),
    });
    try {
      const error = await errorOfList(fake.url);
      expect([isAway(error), waitAskedFor(error)]).toEqual([isGone, waitMs]);
    } finally {
      await fake.close();
    }
  });

  it('is not one that refuses, or that an error of the program only resembles', () => {
    expect(isAway(new AppError('pacs-refused', 'the PACS refuses access (401)'))).toBe(false);
    expect(isAway(new TypeError('fetch failed'))).toBe(false);
    expect(isAway(null)).toBe(false);
  });
});

describe('a PACS that cannot be reached', () => {
  it('is told by the name that the system has for it', async () => {
    const error = await errorOfList(`http://127.0.0.1:${await freePort()}/dicom-web`);
    expect([isAway(error), String(error)]).toEqual([
      true,
      'AppError: the PACS cannot be reached, or broke the connection (ECONNREFUSED)',
    ]);
  });

  const why = whyNotInstalled('openssl');
  it.skipIf(why !== null)(`for its certificate says so${skippedFor(why)}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ich-certificate-'));
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
    const words = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout';
    execFileSync('openssl', [...words.split(' '), key, '-out', cert], { stdio: 'ignore' });
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.address() as AddressInfo;
      const error = await errorOfList(`https://127.0.0.1:${port}/dicom-web`);
      expect(String(error)).toMatch(
        /^AppError: the PACS cannot be reached: its certificate is not trusted, or has expired \([A-Z_]+\)$/,
      );
      expect([isAway(error), isUntrusted(error)]).toEqual([true, true]);
    } finally {
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['CERT_HAS_EXPIRED', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
    ['ECONNRESET', false],
    ['UND_ERR_SOCKET', false],
  ])('by %s, is not trusted: %s', (code, untrusted) => {
    const cause = Object.assign(new Error('why'), { code });
    expect(isUntrusted(new TypeError('fetch failed', { cause }))).toBe(untrusted);
  });
});
