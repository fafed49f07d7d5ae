import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../scripts/fake-pacs/quirks.ts';
import type { Limits } from './limits.ts';
import { pacsAt } from './pacs.ts';
import { retrieveStudy, studySources } from './retrieve.ts';

let fake: FakePacs;
afterEach(() => fake.close());

const STUDY = [1, 2, 3].map((index) => ctFile({ study: 1, index }));
const UID = '1.2.3.1';

async function fetched(quirks: Quirks, instances: number | null = 3, limits: Partial<Limits> = {}) {
  fake = await startFakePacs([...STUDY, ctFile({ study: 2 })], quirks);
  const pacs = pacsAt(fake.url, { limits });
  return (await retrieveStudy(pacs, { studyInstanceUid: UID, instances })).found;
}

const MULTIPART = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
const sends =
  (body: string | Buffer, more = {}) =>
  (response: ServerResponse) => {
    response.writeHead(200, { ...MULTIPART, ...more }).end(body);
  };

/** Sends the same for ever, as fast as it is taken. */
const floods = (head: string, piece: string | Buffer) => (response: ServerResponse) => {
  response.writeHead(200, MULTIPART);
  response.write(head);
  const go = (): void => {
    while (!response.destroyed) {
      if (!response.write(piece)) {
        response.once('drain', go);
        return;
      }
    }
  };
  go();
};

const drips = (head: string) => (response: ServerResponse) => {
  response.writeHead(200, MULTIPART);
  response.write(head);
  const timer = setInterval(() => response.write('x'), 50);
  response.on('close', () => clearInterval(timer));
};

describe('a study from the PACS', () => {
  it('is the files of the archive, byte for byte, as they are stored', async () => {
    const found = await fetched({ diesOfConversion: true });
    expect(found.map(({ path }) => path)).toEqual(
      [1, 2, 3].map((i) => `${UID}/1.2.3.1.1.${i}.dcm`),
    );
    const bytes = await Promise.all(
      found.map(async (one) =>
        'blob' in one ? new Uint8Array(await one.blob.arrayBuffer()) : null,
      ),
    );
    expect(bytes).toEqual(STUDY);
    expect(fake.headers[0]?.accept).toBe(
      'multipart/related; type="application/dicom"; transfer-syntax=*',
    );
  });

  it('becomes the same events as a drop', async () => {
    const events = [];
    for await (const event of studySources(await fetched({}, 4))) events.push(event);
    expect(events).toMatchObject([
      { kind: 'sources', sources: [{ size: STUDY[0]?.length }, {}, {}] },
      { kind: 'skipped', skipped: [{ path: UID, reason: { code: 'pacs-fewer' } }] },
    ]);
  });

  it('is asked for in another way, once, where the PACS does not know the asterisk', async () => {
    expect(await fetched({ knowsNoAsterisk: true })).toHaveLength(3);
    expect(fake.requests).toHaveLength(2);
  });

  it.each<[string, Quirks, number | null, readonly (string | null)[]]>([
    [
      'fewer objects than it said',
      { gives: (files) => files.slice(1) },
      3,
      [null, null, 'pacs-fewer'],
    ],
    [
      'one object twice in place of another',
      { gives: ([a, b]) => [a, b, b] as Uint8Array[] },
      3,
      [null, null, null, 'pacs-fewer'],
    ],
    ['more objects than it said', {}, 2, [null, null, null]],
    ['some, and never said how many', {}, null, [null, null, null]],
    [
      'an object of another study',
      { gives: (files) => [...files, ctFile({ study: 2 })] },
      3,
      [null, null, null, 'pacs-other-study'],
    ],
    [
      'another study altogether',
      { gives: () => [ctFile({ study: 2 })] },
      3,
      ['pacs-other-study', 'pacs-fewer'],
    ],
    [
      'two patients',
      { gives: (files) => [...files, ctFile({ study: 1, index: 4, patientId: 'p1' })] },
      3,
      [null, null, null, null, 'pacs-two-patients'],
    ],
    [
      'a file that is none',
      { gives: (files) => [...files.slice(1), Buffer.from('x'.repeat(300))] },
      3,
      [null, null, 'not-dicom', 'pacs-fewer'],
    ],
  ])('says so where the PACS gives %s', async (_, quirks, said, expected) => {
    const found = await fetched(quirks, said);
    expect(found.map((one) => ('reason' in one ? one.reason.code : null))).toEqual(expected);
  });

  it('tells patients apart by a leading space, not by padding behind', async () => {
    const gives = (id: string) => ({
      gives: (files: readonly Uint8Array[]) => [
        ...files,
        ctFile({ study: 1, index: 4, patientId: id }),
      ],
    });
    expect(await fetched(gives('P1  '), 4)).toHaveLength(4);
    await fake.close();
    expect(await fetched(gives(' P1'), 4)).toHaveLength(5);
  });

  it('refuses a part that says it is no DICOM', async () => {
    const found = await fetched(
      { study: sends('--b\r\nContent-Type: text/html\r\n\r\n<html>\r\n--b--') },
      null,
    );
    expect(found).toMatchObject([{ reason: { code: 'pacs-foreign' } }]);
  });

  it.each<[string, Quirks, string, Partial<Limits>?]>([
    ['dies in mid-study', { diesAfterParts: 2 }, 'pacs-unreachable'],
    ['ends without the last boundary', { study: sends('--b\r\n\r\nDICOM') }, 'pacs-broken'],
    ['gives no part', { study: sends('--b--') }, 'pacs-broken'],
    ['gives an empty body', { study: sends('') }, 'pacs-broken'],
    ['gives nothing by 204', { study: (r) => void r.writeHead(204).end() }, 'pacs-not-found'],
    [
      'gives a page to log in',
      { study: sends('<html>', { 'Content-Type': 'text/html' }) },
      'pacs-foreign',
    ],
    [
      'names no boundary',
      { study: sends('x', { 'Content-Type': 'multipart/related' }) },
      'pacs-broken',
    ],
    [
      'does not end a part',
      { study: floods('--b\r\n\r\n', Buffer.alloc(1 << 16, 65)) },
      'pacs-too-large',
    ],
    ['does not end its parts', { study: floods('', '--b\r\n\r\nx\r\n') }, 'pacs-too-large'],
    ['does not end a preamble', { study: floods('', Buffer.alloc(1 << 16, 65)) }, 'pacs-too-large'],
    ['does not end headers', { study: floods('--b\r\n', 'X-A: a\r\n') }, 'pacs-too-large'],
    [
      'teases with boundaries',
      { study: floods('--b\r\n\r\n', '\r\n--a'.repeat(1 << 13)) },
      'pacs-too-large',
    ],
    [
      'falls silent',
      { study: (r) => void r.writeHead(200, MULTIPART).write('--b\r\n') },
      'pacs-silent',
      { quietMs: 200 },
    ],
    ['drips', { study: drips('--b\r\n\r\n') }, 'pacs-silent', { quietMs: 300, studyMs: 1000 }],
    [
      'sends it elsewhere',
      { study: (r) => void r.writeHead(302, { Location: '/x' }).end() },
      'pacs-redirect',
    ],
    ['has it no more', { study: (r) => void r.writeHead(404).end() }, 'pacs-not-found'],
    ['is too busy', { study: (r) => void r.writeHead(503).end() }, 'pacs-error'],
  ])('does not come, not even in part, where the PACS %s', async (_, quirks, code, limits) => {
    const few = { partBytes: 1 << 20, studyBytes: 4 << 20, parts: 100, ...limits };
    await expect(fetched(quirks, 3, few)).rejects.toMatchObject({ code });
  });

  it('is not asked for by a UID that would be another address', async () => {
    await fetched({});
    const pacs = pacsAt(fake.url);
    for (const studyInstanceUid of ['../system', '1.2/../3', '1.2?x', '', `1.${'2'.repeat(70)}`]) {
      const wanted = { studyInstanceUid, instances: null };
      await expect(retrieveStudy(pacs, wanted)).rejects.toMatchObject({ code: 'pacs-bad-row' });
    }
    expect(fake.requests).toHaveLength(1);
  });

  it('is one of four at once at most', async () => {
    fake = await startFakePacs(
      Array.from({ length: 12 }, (_, i) => ctFile({ study: i + 1 })),
      { waitsMs: 100 },
    );
    const pacs = pacsAt(fake.url);
    const asked = Array.from({ length: 12 }, (_, i) =>
      retrieveStudy(pacs, { studyInstanceUid: `1.2.3.${i + 1}`, instances: 1 }),
    );
    expect((await Promise.all(asked)).map(({ objects }) => objects.length)).toEqual(
      Array(12).fill(1),
    );
    expect(fake.mostAtOnce()).toBe(4);
  });

  it('lets go of its place when it fails or is cancelled', async () => {
    fake = await startFakePacs(STUDY, { study: () => {} });
    const pacs = pacsAt(fake.url, { limits: { atOnce: 1 } });
    const abort = new AbortController();
    const wanted = { studyInstanceUid: UID, instances: null };
    const first = retrieveStudy(pacs, wanted, abort.signal);
    const second = retrieveStudy(pacs, wanted);
    setTimeout(() => {
      delete fake.quirks.study;
      abort.abort();
    }, 100);
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect((await second).objects).toHaveLength(3);
  });
});
