import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { workItem } from '../../../scripts/fake-pacs/work-item.ts';
import { LIMITS } from '../limits.ts';
import { pacsAt } from '../pacs.ts';
import { progressed } from './outcome.ts';
import { changeState, listWorkitems, retrieveWorkitem, updateWorkitem } from './workitems.ts';

const UID = '1.9.1';
const OURS = '2.25.1';
const SCHEDULED = { code: 'ICH', state: 'SCHEDULED' } as const;
const JSON_TYPE = { 'Content-Type': 'application/dicom+json' };
const row = (uid: unknown, state = 'SCHEDULED') => ({
  '00080018': { vr: 'UI', Value: [uid] },
  '00741000': { vr: 'CS', Value: [state] },
  '00404018': { vr: 'SQ', Value: [{ '00080100': { vr: 'SH', Value: ['ICH'] } }] },
});

let fake: FakePacs;
let elsewhere: Server | null = null;
afterEach(async () => {
  await fake.close();
  await new Promise((done) => (elsewhere === null ? done(null) : elsewhere.close(done)));
  elsewhere = null;
});

/** For answers that must not come in time. Others have their usual time, however late they come on a busy machine. */
const SHORT = { quietMs: 400, listMs: 900 };

/** A PACS with one item, whose answers to requests for work items are written by hand. */
async function answering(answer: (response: ServerResponse) => void) {
  fake = await startFakePacs([], {
    workitems: (response) => {
      answer(response);
      return true;
    },
  });
  fake.worklist.schedule(UID, workItem({}));
  const isLate = answer === silent || answer === drip;
  const limits = { ...LIMITS, ...(isLate ? SHORT : {}), listBytes: 20_000 };
  return pacsAt(fake.url, { limits });
}
const json = (body: unknown, status = 200, more: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (response: ServerResponse) => {
    response.writeHead(status, { ...JSON_TYPE, ...more }).end(text);
  };
};
const drip = (response: ServerResponse) => {
  response.writeHead(200, JSON_TYPE);
  const drops = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(drops));
};
const endless = (response: ServerResponse) => {
  response.writeHead(200, JSON_TYPE);
  const more = () => {
    while (!response.destroyed && response.write('[{}],'.repeat(500)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};
const cut = (response: ServerResponse) => {
  response.writeHead(200, { ...JSON_TYPE, 'Content-Length': '5000' });
  response.write('[', () => response.destroy());
};
const silent = () => undefined;

const REFUSED: readonly (readonly [string, (response: ServerResponse) => void, string])[] = [
  ['never ends', endless, 'pacs-too-large'],
  ['comes a byte now and then', drip, 'pacs-silent'],
  ['is cut', cut, 'pacs-unreachable'],
  ['does not come', silent, 'pacs-silent'],
  ['wants a password', (response) => response.writeHead(401).end(), 'pacs-refused'],
  ['is a page', (response) => response.writeHead(200).end('<form>'), 'pacs-foreign'],
  ['is no JSON', json('[{'), 'pacs-broken'],
  ['nests without end', json('['.repeat(9000)), 'pacs-broken'],
  ['is a number', json('7'), 'pacs-broken'],
];

describe('a list of work items', () => {
  it.each(REFUSED)('that %s is none, and is no reason to wait', async (_, answer, code) => {
    const pacs = await answering(answer);
    await expect(listWorkitems(pacs, SCHEDULED)).rejects.toMatchObject({ code });
    await expect(retrieveWorkitem(pacs, UID)).rejects.toMatchObject({ code });
  });

  it('is empty where there is nothing (204), and says where there is more than is given (206, 299)', async () => {
    const empty = await answering((response) => response.writeHead(204).end());
    expect(await listWorkitems(empty, SCHEDULED)).toEqual({
      rows: [],
      badRows: [],
      incomplete: null,
    });
    await fake.close();
    let asked = 0;
    const more = { Warning: '299 pacs: There are 9 additional results that can be requested' };
    const pacs = await answering((response) => {
      asked += 1;
      if (asked === 1) json([row(UID)], 206, more)(response);
      else response.writeHead(204).end();
    });
    const { rows, incomplete } = await listWorkitems(pacs, SCHEDULED);
    expect([rows.map(({ uid }) => uid), incomplete?.code]).toEqual([[UID], 'pacs-list-incomplete']);
  });

  it('takes for rows what has a UID that may enter an address, and names of JavaScript for what they are', async () => {
    const hostile = ['../../system', '1.2 /state', '%2e%2e', '1'.repeat(65), 7, null, ''];
    const text = JSON.stringify([...hostile.map((uid) => row(uid)), row(UID)]);
    const pacs = await answering(json(text.replace('[{', '[{"__proto__":{"state":1},')));
    const { rows, badRows } = await listWorkitems(pacs, SCHEDULED);
    expect(rows.map(({ uid }) => uid)).toEqual([UID]);
    expect(new Set(badRows.map(({ code }) => code))).toEqual(new Set(['pacs-bad-row']));
  });

  it.each([
    ['in progress', 'in lower case'],
    ['IN PROGRESS\\SCHEDULED', 'two at once'],
    ['', 'empty'],
  ])('has no item as scheduled whose state is %j (%s)', async (state) => {
    const pacs = await answering(json([row(UID, state)]));
    expect((await listWorkitems(pacs, SCHEDULED)).rows).toEqual([]);
  });
});

describe('a work item', () => {
  it.each([
    ['another one', [row('1.9.2')]],
    ['two', [row(UID), row(UID)]],
    ['none', []],
  ])('that was asked for is not %s', async (_, rows) => {
    const pacs = await answering(json(rows));
    await expect(retrieveWorkitem(pacs, UID)).rejects.toMatchObject({ code: 'pacs-broken' });
  });
});

const change = (pacs: ReturnType<typeof pacsAt>) => changeState(pacs, UID, 'IN PROGRESS', OURS);
const update = (pacs: ReturnType<typeof pacsAt>) =>
  updateWorkitem(pacs, UID, OURS, progressed(0, 'begun'));

describe.each([
  ['a claim', change],
  ['a change', update],
])('%s', (_, ask) => {
  it.each([301, 302, 303, 307, 308])(
    'goes nowhere else, though it is sent there (%i)',
    async (status) => {
      const heard: unknown[] = [];
      elsewhere = createServer(({ method, url }, response) => {
        heard.push(`${method} ${url}`);
        response.end();
      });
      await new Promise<void>((done) => elsewhere?.listen(0, '127.0.0.1', done));
      const { port } = elsewhere.address() as AddressInfo;
      const Location = `http://127.0.0.1:${port}/workitems/${UID}/state`;
      const pacs = await answering((response) => response.writeHead(status, { Location }).end());
      await expect(ask(pacs)).rejects.toMatchObject({ code: 'pacs-redirect' });
      expect(heard).toEqual([]);
    },
  );

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['breaks off before an answer', (response) => response.destroy(), 'pacs-unreachable'],
    ['does not answer', silent, 'pacs-silent'],
    ['wants a password', (response) => response.writeHead(401).end(), 'pacs-refused'],
    ['is busy', (response) => response.writeHead(503).end(), 'pacs-error'],
    ['says that it is no such method', (response) => response.writeHead(405).end(), 'pacs-error'],
  ])('is neither done nor refused where the PACS %s', async (_, answer, code) => {
    const pacs = await answering(answer);
    await expect(ask(pacs)).rejects.toMatchObject({ code });
  });

  it('is not waited for to the end of a report that has none', async () => {
    const pacs = await answering(endless);
    expect(await ask(pacs)).toBe('done');
  });
});
