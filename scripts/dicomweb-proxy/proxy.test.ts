import { describe, expect, it, vi } from 'vitest';
import { listStudies, pacsAt, retrieveStudy, storeFiles } from '#dicomweb';
import { ctFile } from '../fake-pacs/ct-file.ts';
import type { Quirks } from '../fake-pacs/quirks.ts';
import { securityHeaders } from '../headers.ts';
import { ask, fake, OWN, POST, server, start } from './proxy.fixture.ts';

describe('the PACS below the app', () => {
  it('is the PACS to the app: lists, studies and, where it may, results', async () => {
    await start({ store: true });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const { studies, incomplete } = await listStudies(pacs, {
      kind: 'dates',
      from: '20261123',
      to: '20261125',
    });
    expect([studies.length, incomplete]).toEqual([1, null]);
    const { objects } = await retrieveStudy(pacs, { studyInstanceUid: '1.2.3.1', instances: 3 });
    expect(objects).toHaveLength(3);
    const file = { sopInstanceUid: '1.2.3.1.1.9', bytes: ctFile({ study: 1, index: 9 }) };
    expect((await storeFiles(pacs, [file])).stored).toEqual(['1.2.3.1.1.9']);
    expect(fake.archive.ofStudy('1.2.3.1').at(-1)?.bytes).toEqual(file.bytes);
  });

  it('says what it is, so that the page knows whether there is a list, and a result to send', async () => {
    await start({ store: true });
    const { status, headers, body } = await ask('/dicom-web/site.json', 'GET', OWN);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    const { host } = new URL(fake.url);
    expect(JSON.parse(body)).toEqual({ pacs: { name: host, store: true, always: false } });
    expect(fake.requests).toEqual([]);
    expect((await ask('/dicom-web/site.json', 'POST', POST, 'x')).status).toBe(403);
  });

  it('is searched for a patient by what people write, and by nothing else', async () => {
    await start();
    for (const query of ['PatientName=M%C3%BCller*', 'PatientID=+A%2F1', 'AccessionNumber=%2A']) {
      expect((await ask(`/dicom-web/studies?${query}`, 'GET', OWN)).status, query).toBe(200);
    }
    for (const query of ['PatientName=a%00', 'PatientName=a%5Cb', 'PatientBirthDate=1']) {
      expect((await ask(`/dicom-web/studies?${query}`, 'GET', OWN)).status, query).toBe(403);
    }
  });

  it('is one origin with it: the policy is the same, nothing is kept', async () => {
    await start();
    const answer = await ask('/dicom-web/studies?limit=1', 'GET', OWN);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    for (const [name, value] of Object.entries(securityHeaders())) {
      expect(answer.headers[name.toLowerCase()]).toBe(value);
    }
    expect((await ask('/')).body).toBe('app');
  });

  it.each<[string, (write: (piece: Buffer) => void) => void]>([
    [
      'never ends',
      (write) => {
        write(Buffer.alloc(3 << 20));
      },
    ],
    ['falls silent', (write) => write(Buffer.from('--b\r\n'))],
  ])(
    'holds an answer to its limits for the page, which does not count: one that %s',
    async (_, answer) => {
      const limits = { studyBytes: 2 << 20, quietMs: 500 };
      await start({
        options: { limits },
        quirks: {
          study: (response) => {
            response.writeHead(200, { 'Content-Type': 'multipart/related; boundary=b' });
            answer((piece) => response.write(piece));
          },
        },
      });
      const pacs = pacsAt(`${server.url}dicom-web`, { guarded: true });
      const wanted = { studyInstanceUid: '1.2.3.1', instances: 3 };
      await expect(retrieveStudy(pacs, wanted)).rejects.toMatchObject({ code: 'pacs-unreachable' });
    },
  );

  it('writes nothing about what was asked, not even where it goes wrong', async () => {
    const said = [
      vi.spyOn(process.stdout, 'write').mockReturnValue(true),
      vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    ];
    const words = ['log', 'info', 'warn', 'error'] as const;
    const spoken = words.map((word) => vi.spyOn(console, word).mockReturnValue(undefined));
    try {
      await start({ store: true });
      const paths = ['studies?PatientName=Doe', 'studies/1.2.3.1', 'studies/1.2.3.9', 'servers'];
      for (const path of paths) await ask(`/dicom-web/${path}`, 'GET', OWN);
      await ask('/dicom-web/studies', 'POST', POST, 'no DICOM');
      fake.quirks.answers = (response) => response.destroy();
      await ask('/dicom-web/studies/1.2.3.1', 'GET', OWN);
      expect([...said, ...spoken].flatMap(({ mock }) => mock.calls)).toEqual([]);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('has credentials that the page has not, and reads them again when they are refused', async () => {
    await start({
      quirks: { authorization: 'Bearer new' },
      options: { authorization: async (again) => (again ? 'Bearer new' : 'Bearer old') },
    });
    const answer = await ask('/dicom-web/studies', 'GET', {
      ...OWN,
      Authorization: 'Basic page',
      Cookie: 'a=b',
      Origin: new URL(server.url).origin,
    });
    expect(answer.status).toBe(200);
    expect(fake.headers.map(({ authorization }) => authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
    expect(fake.headers[0]).not.toHaveProperty('cookie');
    expect(fake.headers[0]).not.toHaveProperty('origin');
    expect(JSON.stringify(answer)).not.toContain('Bearer');
  });

  it('breaks off where the PACS does, so that a study is not taken for whole', async () => {
    await start({ quirks: { diesAfterParts: 1 } });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const asked = retrieveStudy(pacs, { studyInstanceUid: '1.2.3.1', instances: 3 });
    await expect(asked).rejects.toMatchObject({ code: 'pacs-unreachable' });
  });

  it.each([
    ['Orthanc, is known to the page, which wants no other form of it', 8, 1],
    ['another PACS, is asked for its own form', undefined, 2],
  ])('passes on whose refusal it is, and no word of it: %s', async (_, status, times) => {
    const words = { Message: 'Doe^Jane <script>', HttpStatus: 400, OrthancStatus: status };
    const study: Quirks['study'] = (response) => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(`${JSON.stringify(words)}${' '.repeat(10_000)}`);
    };
    await start({ quirks: { study } });
    const pacs = pacsAt(`${server.url}dicom-web`);
    const asked = retrieveStudy(pacs, { studyInstanceUid: '1.2.3.1', instances: 3 });
    await expect(asked).rejects.toMatchObject({ message: 'the PACS answered 400' });
    expect(fake.requests).toHaveLength(times);
    const answer = await ask('/dicom-web/studies/1.2.3.1', 'GET', OWN);
    expect([answer.status, answer.body]).toEqual([400, 'The PACS answered 400.\n']);
    expect(answer.headers['x-pacs-problem']).toBe(status === undefined ? undefined : 'orthanc');
    expect(JSON.stringify(answer)).not.toMatch(/Doe|<script>/);
  });

  it('waits for the words of a refusal no longer than for others', async () => {
    await start({
      options: { limits: { quietMs: 300 } },
      quirks: { study: (response) => void response.writeHead(400).write('{') },
    });
    const { status, headers } = await ask('/dicom-web/studies/1.2.3.1', 'GET', OWN);
    expect([status, headers['x-pacs-problem']]).toEqual([400, undefined]);
  });

  it('lets a dozen requests through at once, and lives on', async () => {
    await start({ quirks: { waitsMs: 200 } });
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask('/dicom-web/studies/1.2.3.1', 'GET', OWN)),
    );
    expect(all.map(({ status }) => status).filter((status) => status === 503)).toHaveLength(8);
    expect((await ask('/dicom-web/studies', 'GET', OWN)).status).toBe(200);
  });
});
