import { afterEach, describe, expect, it } from 'vitest';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../../scripts/fake-pacs/quirks.ts';
import { type WorkItem, workItem } from '../../../scripts/fake-pacs/work-item.ts';
import { pacsAt } from '../pacs.ts';
import { canceled, performed, progressed } from './outcome.ts';
import { changeState, listWorkitems, retrieveWorkitem, updateWorkitem } from './workitems.ts';

let fake: FakePacs;
afterEach(() => fake.close());

async function start(items: Readonly<Record<string, WorkItem>>, quirks: Quirks = {}) {
  fake = await startFakePacs([], quirks);
  for (const [uid, item] of Object.entries(items)) fake.worklist.schedule(uid, workItem(item));
  return pacsAt(fake.url);
}

const SCHEDULED = { code: 'ICH', state: 'SCHEDULED' } as const;
const OURS = '2.25.1';

describe('the list of work items', () => {
  it('has what is scheduled for a code, with what is needed to choose', async () => {
    const pacs = await start({
      '1.9.1': { station: 'A', priority: 'HIGH' },
      '1.9.2': { code: 'X' },
    });
    const { rows, badRows, incomplete } = await listWorkitems(pacs, SCHEDULED);
    expect(rows).toMatchObject([
      { uid: '1.9.1', state: 'SCHEDULED', priority: 'HIGH', stations: ['A'], isReady: true },
    ]);
    expect([badRows, incomplete]).toEqual([[], null]);
    const [asked = ''] = fake.requests;
    expect(asked).toContain('00741000=SCHEDULED&00404018.00080100=ICH');
  });

  it('leaves out what is another code’s or in another state, where the server filters nothing', async () => {
    const pacs = await start(
      { '1.9.1': {}, '1.9.2': { code: 'X' }, '1.9.3': {} },
      { filtersNoWorkitems: true },
    );
    fake.worklist.byAnother('1.9.3', 'IN PROGRESS');
    const { rows } = await listWorkitems(pacs, SCHEDULED);
    expect(rows.map(({ uid }) => uid)).toEqual(['1.9.1']);
  });

  it('ends though the server’s never does, and says so', async () => {
    const items = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`1.9.${index}`, {}]),
    );
    const whole = await listWorkitems(await start(items), SCHEDULED);
    expect([whole.rows.length, whole.incomplete]).toEqual([250, null]);
    fake.quirks.ignoresOffset = true;
    const { rows, incomplete } = await listWorkitems(pacsAt(fake.url), SCHEDULED);
    expect([rows.length, incomplete?.code]).toEqual([100, 'pacs-list-incomplete']);
  });

  it('is not there where the server speaks no UPS-RS, or is a page to log in', async () => {
    const pacs = await start({}, { workitems: (response) => !!response.writeHead(404).end() });
    await expect(listWorkitems(pacs, SCHEDULED)).rejects.toMatchObject({ code: 'pacs-not-found' });
    fake.quirks.workitems = (response) =>
      !!response.writeHead(200, { 'Content-Type': 'text/html' }).end('<form>');
    await expect(listWorkitems(pacs, SCHEDULED)).rejects.toMatchObject({ code: 'pacs-foreign' });
  });

  it('gives rows that are none as reasons, and an input without a UID as what it is', async () => {
    const pacs = await start({ '1.9.1': { studies: ['../system'] } });
    expect((await retrieveWorkitem(pacs, '1.9.1')).inputs).toEqual([
      { studyInstanceUid: null, hosts: [] },
    ]);
    fake.quirks.workitems = (response) =>
      !!response
        .writeHead(200, { 'Content-Type': 'application/dicom+json' })
        .end('[{"00080018":{"vr":"UI","Value":["../1"]}}]');
    const { rows, badRows } = await listWorkitems(pacs, SCHEDULED);
    expect([rows, badRows.map(({ code }) => code)]).toEqual([[], ['pacs-bad-row']]);
    await expect(retrieveWorkitem(pacs, '1.9.1')).rejects.toMatchObject({ code: 'pacs-broken' });
  });
});

describe('a work item', () => {
  it('is claimed once, changed by who holds it alone, and ends with what it has to have', async () => {
    const pacs = await start({ '1.9.1': {} });
    expect(await changeState(pacs, '1.9.1', 'IN PROGRESS', OURS)).toBe('done');
    expect(await changeState(pacs, '1.9.1', 'IN PROGRESS', '2.25.2')).toBe('refused');
    expect(await updateWorkitem(pacs, '1.9.1', '2.25.2', progressed(0, 'x'))).toBe('refused');
    expect(await updateWorkitem(pacs, '1.9.1', OURS, progressed(0, 'begun'))).toBe('done');
    expect(fake.requests.at(-1)).toBe('POST /workitems/1.9.1?2.25.1');
    // Not before its outputs are there (PS3.4 table CC.2.5-3).
    expect(await changeState(pacs, '1.9.1', 'COMPLETED', OURS)).toBe('refused');
    const dataset = performed({
      station: 'A',
      code: { value: 'ICH', scheme: '99SITE', meaning: 'ICH' },
      begun: Date.UTC(2026, 10, 24, 8),
      ended: Date.UTC(2026, 10, 24, 8, 0, 5),
      study: '1.2.3.1',
      outputs: [
        { sopClassUid: '1.1', sopInstanceUid: '2.1', seriesInstanceUid: '3.1' },
        { sopClassUid: '1.1', sopInstanceUid: '2.2', seriesInstanceUid: '3.1' },
      ],
    });
    expect(await updateWorkitem(pacs, '1.9.1', OURS, dataset)).toBe('done');
    expect(await changeState(pacs, '1.9.1', 'COMPLETED', OURS)).toBe('done');
    const { dataset: there, states } = fake.worklist.items.get('1.9.1') ?? {};
    expect(states).toEqual(['SCHEDULED', 'IN PROGRESS', 'COMPLETED']);
    expect(there?.['00741216']?.Value).toMatchObject([
      {
        '00404028': { Value: [{ '00080100': { Value: ['A'] } }] },
        '00404019': {
          Value: [{ '00080100': { Value: ['ICH'] }, '00080102': { Value: ['99SITE'] } }],
        },
        '00404050': { Value: ['20261124080000+0000'] },
        '00404051': { Value: ['20261124080005+0000'] },
        '00404033': {
          Value: [{ '0020000E': { Value: ['3.1'] }, '00081199': { Value: [{}, {}] } }],
        },
      },
    ]);
  });

  it('is not claimed where a page to log in answers 200', async () => {
    const pacs = await start(
      { '1.9.1': {} },
      {
        workitems: (response) =>
          !!response.writeHead(200, { 'Content-Type': 'text/html' }).end('<form>'),
      },
    );
    await expect(changeState(pacs, '1.9.1', 'IN PROGRESS', OURS)).rejects.toMatchObject({
      code: 'pacs-foreign',
    });
  });

  it.each([
    [400, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [410, 'refused'],
  ])('answered %i is %s; a broken server is an error', async (status, change) => {
    const pacs = await start({}, { workitems: (response) => !!response.writeHead(status).end() });
    expect(await changeState(pacs, '1.9.1', 'CANCELED', OURS)).toBe(change);
    fake.quirks.workitems = (response) => !!response.writeHead(503).end();
    await expect(updateWorkitem(pacs, '1.9.1', OURS, canceled('x', 0))).rejects.toMatchObject({
      code: 'pacs-error',
    });
  });
});
