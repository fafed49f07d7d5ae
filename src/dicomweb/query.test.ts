import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ctFile } from '../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../scripts/fake-pacs/quirks.ts';
import type { Limits } from './limits.ts';
import { pacsAt } from './pacs.ts';
import { listStudies } from './query.ts';
import { mayBeCt } from './study-row.ts';

const DAY = { kind: 'dates', from: '20261124', to: '20261124' } as const;
let fake: FakePacs;
afterEach(() => {
  vi.useRealTimers();
  return fake.close();
});

const many = (count: number, modality = 'CT') =>
  Array.from({ length: count }, (_, i) => ctFile({ study: i + 1, modality }));

async function list(quirks: Quirks, files = many(25), limits: Partial<Limits> = {}) {
  fake = await startFakePacs(files, quirks);
  return listStudies(pacsAt(fake.url, { limits: { pageRows: 10, ...limits } }), DAY);
}

const says =
  (body: string, type = 'application/dicom+json') =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'Content-Type': type }).end(body);
  };

describe('the list of studies', () => {
  it('has every study of the day once, read twice, and no other day', async () => {
    const { studies, badRows, incomplete } = await list({}, [
      ...many(25),
      ctFile({ study: 90, date: '20261123' }),
    ]);
    expect(new Set(studies.map(({ studyInstanceUid }) => studyInstanceUid)).size).toBe(25);
    expect(studies).toHaveLength(25);
    expect({ badRows, incomplete }).toEqual({ badRows: [], incomplete: null });
    expect(studies[0]).toMatchObject({
      modalities: ['CT'],
      instances: 1,
      patientId: 'P1',
      patientName: 'Doe^Jane 1',
    });
    expect(fake.requests).toHaveLength(8);
  });

  it('reads what it has of one study once, under both its patients, and twice where the PACS gives none or others', async () => {
    fake = await startFakePacs([...many(3), ctFile({ study: 1, index: 2, patientId: 'P9' })]);
    const pacs = pacsAt(fake.url);
    const asked = async (studyInstanceUid: string) => {
      const before = fake.requests.length;
      const { studies, incomplete } = await listStudies(pacs, { kind: 'study', studyInstanceUid });
      const torn = studies.map(({ isTorn }) => isTorn);
      return { torn, incomplete, requests: fake.requests.length - before };
    };
    expect(await asked('1.2.3.2')).toEqual({ torn: [false], incomplete: null, requests: 2 });
    // The other patient may stand on a page of its own.
    fake.quirks.pageRows = 1;
    expect(await asked('1.2.3.1')).toMatchObject({ torn: [true], requests: 2 });
    delete fake.quirks.pageRows;
    expect((await asked('1.2.3.99')).requests).toBe(2);
    const rows = JSON.stringify(fake.archive.studyRows().map(({ row }) => row));
    fake.quirks.list = says(rows);
    expect((await asked('1.2.3.2')).torn).toHaveLength(3);
  });

  it('asks for every modality: an archive that pages what it filters hides nothing', async () => {
    const files = [
      ...many(25),
      ...Array.from({ length: 5 }, (_, i) => ctFile({ study: 50 + i, modality: 'MR' })),
    ];
    const { studies } = await list({ losesFilteredPages: true }, files);
    expect(studies.filter(mayBeCt)).toHaveLength(25);
    expect(fake.requests.join()).not.toMatch(/ModalitiesInStudy=/);
    // The trap is there to be fallen into.
    const filtered = await fetch(`${fake.url}/studies?ModalitiesInStudy=CT&limit=10&offset=10`);
    expect(await filtered.json()).toEqual([]);
  });

  it.each<[string, Quirks]>([
    ['overlap', { overlaps: 3 }],
    ['are shorter than asked', { pageRows: 4 }],
    ['are all of it', { ignoresLimit: true, ignoresOffset: true }],
  ])('is whole where pages %s', async (_, quirks) => {
    const { studies, incomplete } = await list(quirks);
    expect([studies.length, incomplete]).toEqual([25, null]);
  });

  it.each<[string, Quirks, number, RegExp, Partial<Limits>?]>([
    ['gives the same page for ever', { ignoresOffset: true }, 10, /same page again/],
    ['says that it has more', { saysMore: true }, 25, /more than it gives/],
    ['has more rows than are read', {}, 20, /over 19 rows/, { rows: 19 }],
  ])('may be incomplete, and says so, where the PACS %s', async (_, quirks, count, why, limits) => {
    const { studies, incomplete } = await list(quirks, many(25), limits);
    expect(studies).toHaveLength(count);
    expect(incomplete).toMatchObject({
      code: 'pacs-list-incomplete',
      text: expect.stringMatching(why),
    });
  });

  it('finds a study that arrives in the middle and moves the pages', async () => {
    let arrived = false;
    const { studies, incomplete } = await list({
      beforePage: (offset) => {
        if (offset < 20 || arrived) return;
        arrived = true;
        fake.archive.add(ctFile({ study: 70 }));
        fake.archive.remove('1.2.3.1.1.1');
      },
    });
    expect(studies.map(({ studyInstanceUid }) => studyInstanceUid)).toContain('1.2.3.21');
    expect(studies.map(({ studyInstanceUid }) => studyInstanceUid)).toContain('1.2.3.70');
    expect(incomplete).toBeNull();
  });

  it('ends though the list never does', async () => {
    let next = 100;
    const { incomplete } = await list(
      {
        beforePage: () => fake.archive.add(ctFile({ study: next++ })),
      },
      many(3),
      { rows: 60 },
    );
    expect(incomplete?.text).toMatch(/grew while it was read|over 60 rows/);
  });

  it('keeps what came before the PACS died', async () => {
    const { studies, incomplete } = await list({
      beforePage: (offset) => {
        if (offset > 0) fake.quirks.list = (response) => response.destroy();
      },
    });
    expect(studies).toHaveLength(10);
    expect(incomplete?.text).toMatch(/cannot be reached/);
  });

  it('does not let one of two rows of a study hide the other', async () => {
    const { studies } = await list({}, [
      ctFile({ study: 1 }),
      ctFile({ study: 1, index: 2 }),
      ctFile({ study: 1, index: 3, patientId: ' P1', modality: 'SR' }),
    ]);
    expect(studies).toHaveLength(1);
    expect(studies.filter(mayBeCt)).toHaveLength(1);
    expect(studies[0]).toMatchObject({ instances: 2, isTorn: true });
  });

  it('lists a row that names no study as a reason, and takes the others', async () => {
    const uid = (value: unknown) => ({ '0020000D': { vr: 'UI', Value: [value] } });
    const rows = [
      uid('1.2.3'),
      uid('../../system'),
      uid('1.2/3'),
      uid(7),
      uid('1'.repeat(65)),
      {},
      { '0020000D': 'text' },
      { '0020000D': { Value: { 0: '1.2' } } },
      {
        ...uid('1.2.4'),
        '00100010': { vr: 'PN', Value: ['Doe^John'] },
        '00201208': { vr: 'LT', Value: ['x'] },
      },
      {
        ...uid('1.2.5'),
        '00080061': { vr: 'CS', Value: [null, 'CT\\SR'] },
        '00201208': { vr: 'IS', Value: ['30'] },
      },
    ];
    const { studies, badRows } = await list({ list: says(JSON.stringify(rows)) });
    expect(
      studies.map((one) => [one.studyInstanceUid, one.patientName, one.modalities, one.instances]),
    ).toEqual([
      ['1.2.3', '', [], null],
      ['1.2.4', 'Doe^John', [], null],
      ['1.2.5', '', ['CT', 'SR'], 30],
    ]);
    expect(badRows.length).toBeGreaterThan(5);
    expect(new Set(badRows.map(({ code }) => code))).toEqual(new Set(['pacs-bad-row']));
  });

  it.each([
    ['a list', '[', ']'],
    ['a dataset', '{"00100010":{"Value":[', ']}}'],
  ])('lives through JSON of great depth: %s', async (_, open, close) => {
    const deep = `${open.repeat(2e5)}${close.repeat(2e5)}`;
    const { studies, badRows } = await list({
      list: says(`[${deep},{"0020000D":{"vr":"UI","Value":["1.2.3"]}}]`),
    });
    expect(studies).toHaveLength(1);
    expect(badRows).toHaveLength(1);
  });

  it('takes names of JavaScript for what they are', async () => {
    const text =
      '[{"__proto__":{"0020000D":{"Value":["6.6.6"]}},"0020000D":{"vr":"UI","Value":["1.2.3"]},"constructor":{"Value":["x"]}}]';
    const { studies } = await list({ list: says(text) });
    expect(studies.map(({ studyInstanceUid }) => studyInstanceUid)).toEqual(['1.2.3']);
    expect(({} as Record<string, unknown>)['0020000D']).toBeUndefined();
  });

  it.each<[string, Quirks, string, Partial<Limits>?]>([
    ['a page to log in', { list: says('<html>log in</html>', 'text/html') }, 'pacs-foreign'],
    ['no JSON', { list: says('[{') }, 'pacs-broken'],
    ['JSON of something else', { list: says('"studies"') }, 'pacs-broken'],
    [
      'more than is read',
      { list: says(`[${'{},'.repeat(1e5)}{}]`) },
      'pacs-too-large',
      { listBytes: 1e5 },
    ],
    ['an error', { answers: (r) => r.writeHead(503).end() }, 'pacs-error'],
    ['no such page', { answers: (r) => r.writeHead(404).end() }, 'pacs-not-found'],
    ['a wish for credentials', { authorization: 'Basic x' }, 'pacs-refused'],
    [
      'another address',
      { answers: (r) => r.writeHead(302, { Location: 'http://127.0.0.2:9/' }).end() },
      'pacs-redirect',
    ],
    [
      'another address for ever',
      { answers: (r) => r.writeHead(307, { Location: '/dicom-web/studies' }).end() },
      'pacs-redirect',
    ],
    // No byte is a long time in coming: what ends it is the deadline.
    ['a byte now and then', { list: (r) => drip(r) }, 'pacs-silent', { listMs: 900 }],
    ['a broken connection', { answers: (r) => r.destroy() }, 'pacs-unreachable'],
  ])('is refused where the answer is %s', async (_, quirks, code, limits) => {
    await expect(list(quirks, [], limits)).rejects.toMatchObject({ code });
    expect(fake.requests).toHaveLength(1);
  });

  it('is refused where the answer is nothing', async () => {
    // The time begins with the asking, and the request may be a while in coming: the clock stands until it is there.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fake = await startFakePacs([], { answers: () => {} });
    const asked = listStudies(pacsAt(fake.url, { limits: { quietMs: 150 } }), DAY);
    const refused = expect(asked).rejects.toMatchObject({ code: 'pacs-silent' });
    while (fake.requests.length === 0) await new Promise((done) => setImmediate(done));
    let isOver = false;
    const over = refused.then(() => {
      isOver = true;
    });
    vi.advanceTimersByTime(149);
    await new Promise((done) => setImmediate(done));
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(1);
    await over;
    expect(fake.requests).toHaveLength(1);
  });

  it('is empty where there is nothing, by 204 too', async () => {
    const empty = { studies: [], badRows: [], incomplete: null };
    expect(await list({}, [])).toEqual(empty);
    await fake.close();
    expect(await list({ list: (r) => void r.writeHead(204).end() }, [])).toEqual(empty);
  });

  it('stops when it is told to', async () => {
    fake = await startFakePacs([], { answers: () => {} });
    const abort = new AbortController();
    const asked = listStudies(pacsAt(fake.url), DAY, abort.signal);
    setTimeout(() => abort.abort(), 50);
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/dicom+json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}
