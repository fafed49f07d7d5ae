import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pacsAt } from '#dicomweb';
import { HopelessError, MemoryQueue, type WorkResult } from '#queue';
import type { JsonRow } from '../../../scripts/fake-pacs/archive.ts';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../../scripts/fake-pacs/quirks.ts';
import { type WorkItem, workItem } from '../../../scripts/fake-pacs/work-item.ts';
import { consumeStudies } from '../services/consume.ts';
import { Health } from '../services/health.ts';
import { Performer } from './performer.ts';

interface Line {
  readonly event: string;
  readonly item?: string;
  readonly [key: string]: unknown;
}

let fake: FakePacs;
let stops: (() => Promise<void>)[];
beforeEach(async () => {
  fake = await startFakePacs([1, 2].map((study) => ctFile({ study })));
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await fake.close();
});

const schedule = (uid: string, item: WorkItem = {}) => fake.worklist.schedule(uid, workItem(item));
const quirks = (some: Quirks) => Object.assign(fake.quirks, some);

const RESULT: WorkResult = {
  urgency: 50,
  summary: {},
  outputs: [{ sopClassUid: '1.1', sopInstanceUid: '2.25.7', seriesInstanceUid: '2.25.8' }],
};

/** A worker of a station, with `run` in place of the analysis. */
function station(name: string, run: (study: string) => Promise<WorkResult> = async () => RESULT) {
  const lines: Line[] = [];
  const done: string[] = [];
  const health = new Health((line) => lines.push(JSON.parse(line)));
  const queue = new MemoryQueue(10);
  const ending = new AbortController();
  const performer = new Performer({
    pacs: pacsAt(fake.url),
    code: 'ICH',
    station: name,
    everyMs: 20,
  });
  const thread = {
    run: ({ study }: { readonly study: string }) => {
      done.push(study);
      return run(study);
    },
    keeps: () => false,
  };
  const consumer = consumeStudies(queue, thread, health, () => undefined, performer.heard);
  const filling = performer.fill(queue, health, '', ending.signal);
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= (async () => {
      ending.abort();
      await filling;
      await consumer.stop();
      await queue.close();
    })();
    return stopping;
  };
  stops.push(stop);
  const told = (event: string) => lines.filter((line) => line.event === event);
  return { told, done, stop };
}

const statesOf = (uid: string) => fake.worklist.items.get(uid)?.states;
const PATIENCE = { timeout: 5000, interval: 10 };
/** Reason For Cancellation. */
const reasonOf = (uid: string): unknown => {
  const { dataset } = fake.worklist.items.get(uid) ?? { dataset: {} as JsonRow };
  const [progress] = (dataset['00741002']?.Value ?? []) as readonly JsonRow[];
  return progress?.['00741238']?.Value?.[0];
};

describe('a work item', () => {
  it('is claimed, done once, and completed with the objects of the result', async () => {
    schedule('1.9.1');
    const [one, other] = [station('A'), station('B')];
    await expect
      .poll(() => statesOf('1.9.1'), PATIENCE)
      .toEqual(['SCHEDULED', 'IN PROGRESS', 'COMPLETED']);
    await expect.poll(() => [...one.told('completed'), ...other.told('completed')].length).toBe(1);
    expect([...one.done, ...other.done]).toEqual(['1.2.3.1']);
    const [performed] = (fake.worklist.items.get('1.9.1')?.dataset['00741216']?.Value ?? []) as [
      Record<string, { Value: Record<string, unknown>[] }>,
    ];
    expect(performed['00404033']?.Value).toMatchObject([
      { '00081199': { Value: [{ '00081155': { Value: ['2.25.7'] } }] } },
    ]);
  });

  it('is taken by urgency, then by age; what is another station’s, another code’s or not ready is left alone', async () => {
    schedule('1.9.1', { start: '20261124090000' });
    schedule('1.9.2', { start: '20261124080000' });
    schedule('1.9.3', { priority: 'HIGH', start: '20261124100000', station: 'A' });
    schedule('1.9.4', { station: 'B' });
    schedule('1.9.5', { code: 'CORONARY' });
    schedule('1.9.6', { readiness: 'INCOMPLETE' });
    const { told } = station('A');
    await expect
      .poll(() => told('completed').map(({ item }) => item), PATIENCE)
      .toEqual(['1.9.3', '1.9.2', '1.9.1']);
    expect(['1.9.4', '1.9.5', '1.9.6'].map(statesOf)).toEqual([
      ['SCHEDULED'],
      ['SCHEDULED'],
      ['SCHEDULED'],
    ]);
  });

  it('that somebody else claims first (409) is left alone', async () => {
    schedule('1.9.1');
    quirks({
      beforeWorkitem: (what) => {
        if (what.startsWith('PUT') && statesOf('1.9.1')?.length === 1) {
          fake.worklist.byAnother('1.9.1', 'IN PROGRESS');
        }
      },
    });
    schedule('1.9.2', { studies: ['1.2.3.2'], patientId: 'P2', start: '20261125' });
    const { told, done } = station('A');
    await expect.poll(() => told('completed').map(({ item }) => item), PATIENCE).toEqual(['1.9.2']);
    expect([statesOf('1.9.1'), done]).toEqual([['SCHEDULED', 'IN PROGRESS'], ['1.2.3.2']]);
  });

  it.each<[string, (what: string) => void]>([
    [
      'is claimed over it by somebody else who is told the same',
      (what) => {
        if (what.startsWith('POST')) fake.worklist.byAnother('1.9.1', 'IN PROGRESS');
      },
    ],
    [
      'is taken, and its Transaction UID lost',
      () => {
        fake.quirks.forgetsTransactions = true;
      },
    ],
  ])('that %s is left alone before anything is analyzed', async (_, beforeWorkitem) => {
    schedule('1.9.1');
    quirks({ beforeWorkitem });
    const { told, done } = station('A');
    const updates = () => fake.requests.filter((line) => line.startsWith('POST')).length;
    await expect.poll(updates, PATIENCE).toBe(1);
    await new Promise((after) => setTimeout(after, 150));
    expect([done, told('claimed'), updates()]).toEqual([[], [], 1]);
  });

  it.each<[string, WorkItem, RegExp]>([
    ['several studies', { studies: ['1.2.3.1', '1.2.3.2'] }, /several studies/],
    ['no study', { studies: [] }, /no study/],
    ['a study whose UID is none', { studies: ['1.2.3.1/../../system'] }, /usable UID/],
    [
      'another server’s address',
      { retrieveUrl: 'http://evil.example/studies/1.2.3.1' },
      /another server/,
    ],
    ['another patient', { patientId: ' P1' }, /another patient/],
  ])('of %s is canceled with the reason, and nothing is analyzed', async (_, item, reason) => {
    schedule('1.9.1', item);
    const { told, done } = station('A');
    await expect.poll(() => told('canceled').length, PATIENCE).toBe(1);
    expect(statesOf('1.9.1')).toEqual(['SCHEDULED', 'IN PROGRESS', 'CANCELED']);
    expect(reasonOf('1.9.1')).toMatch(reason);
    expect(done).toEqual([]);
    expect(fake.requests.filter((line) => /system|evil/.test(line))).toEqual([]);
  });

  it('whose input is several series of one study, at the PACS’s own address, is one study', async () => {
    schedule('1.9.1', {
      studies: ['1.2.3.1', '1.2.3.1'],
      retrieveUrl: `${fake.url}/studies/1.2.3.1`,
    });
    const { told } = station('A');
    await expect.poll(() => told('completed').length, PATIENCE).toBe(1);
  });

  it('fails three times, or at once where it is hopeless, before it is canceled; never completed without a result', async () => {
    schedule('1.9.1');
    schedule('1.9.2', { studies: ['1.2.3.2'], patientId: 'P2', start: '20261125' });
    const { told, done } = station('A', async (study) => {
      if (study === '1.2.3.2') throw new HopelessError('it hides its study');
      throw new Error('the PACS answered 503');
    });
    await expect.poll(() => told('canceled').length, PATIENCE).toBe(2);
    expect(done).toEqual(['1.2.3.1', '1.2.3.1', '1.2.3.1', '1.2.3.2']);
    expect([reasonOf('1.9.1'), reasonOf('1.9.2')]).toEqual([
      'the PACS answered 503',
      'it hides its study',
    ]);
    schedule('1.9.3');
    await expect.poll(() => told('canceled').length, PATIENCE).toBe(3);
  });

  it('without an object in the PACS is canceled with what kept the study from one', async () => {
    schedule('1.9.1');
    const whyNone = 'no axial series of the head';
    const { told } = station('A', async () => ({ urgency: null, summary: {}, whyNone }));
    await expect.poll(() => told('canceled').length, PATIENCE).toBe(1);
    expect(reasonOf('1.9.1')).toBe(whyNone);
  });

  it.each<[string, Quirks]>([
    ['is completed by somebody else meanwhile', {}],
    ['cannot have its outputs told', { refusesOutputs: true }],
    ['stays as it is though the PACS says yes', { saysYesToStates: true }],
  ])('that %s is told as lost, and left alone', async (what, some) => {
    schedule('1.9.1');
    quirks(some);
    const { told } = station('A', async () => {
      if (what.startsWith('is completed')) fake.worklist.byAnother('1.9.1', 'COMPLETED');
      return RESULT;
    });
    await expect.poll(() => told('workitem-lost').length, PATIENCE).toBe(1);
    await new Promise((after) => setTimeout(after, 100));
    expect([told('completed'), told('canceled'), told('workitem-lost').length]).toEqual([
      [],
      [],
      1,
    ]);
  });

  it('is completed though the PACS breaks off at it, and told once', async () => {
    schedule('1.9.1');
    let broken = 0;
    quirks({
      workitems: (response, request) => {
        const isLast = request.startsWith('PUT') && statesOf('1.9.1')?.length === 2;
        if (!isLast || broken === 2) return false;
        broken += 1;
        response.destroy();
        return true;
      },
    });
    const { told, done } = station('A');
    await expect.poll(() => told('completed').length, PATIENCE).toBe(1);
    expect([broken, done.length]).toEqual([2, 1]);
  });

  it('that was under way at a stop is found by the next start of the same station, and by no other', async () => {
    schedule('1.9.1');
    const first = station('A', async () => {
      throw new Error('the first attempt');
    });
    await expect.poll(() => first.told('failed').length, PATIENCE).toBeGreaterThan(0);
    await first.stop();
    expect(statesOf('1.9.1')).toEqual(['SCHEDULED', 'IN PROGRESS']);
    const other = station('B');
    await new Promise((after) => setTimeout(after, 100));
    expect(other.done).toEqual([]);
    const again = station('A');
    await expect.poll(() => again.told('completed').length, PATIENCE).toBe(1);
  });

  it('is not claimed while a page to log in answers; that is told once, and it is done when the PACS is back', async () => {
    schedule('1.9.1');
    quirks({
      workitems: (response) =>
        !!response.writeHead(200, { 'Content-Type': 'text/html' }).end('<form>'),
    });
    const { told } = station('A');
    await new Promise((after) => setTimeout(after, 150));
    expect(told('list-trouble')).toMatchObject([{ text: /log in/ }]);
    expect(statesOf('1.9.1')).toEqual(['SCHEDULED']);
    delete fake.quirks.workitems;
    await expect.poll(() => told('completed').length, PATIENCE).toBe(1);
  });
});
