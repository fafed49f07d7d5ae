import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listStudies, ObjectsBeside, type Pacs, pacsAt } from '#dicomweb';
import { isOwnObject, OWN_MODALITIES } from '#report';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { resultFile } from '../../../scripts/fake-pacs/result-file.ts';
import { createPacsStore, type PacsStore } from './state.ts';
import { createTaking, type Taking } from './taking.ts';

const UID = '1.2.3.1';
const slices = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ctFile({ study: 1, index: from + at }));

let fake: FakePacs;
let pacs: Pacs;
let store: PacsStore;
let taking: Taking;
/** How many files each fetch gave the intake. */
let given: number[];
/** The intake is at other files until then. */
let held: Promise<unknown>;
beforeEach(async () => {
  fake = await startFakePacs(slices(0, 4));
  pacs = pacsAt(fake.url);
  store = createPacsStore();
  given = [];
  held = Promise.resolve();
  const own = { isOwn: isOwnObject, modalities: OWN_MODALITIES } as const;
  const beside = new ObjectsBeside(pacs, { ...own, isOwn: (one) => isOwnObject(one) });
  taking = createTaking(
    store,
    pacs,
    beside,
    async (events) => {
      await held;
      let count = 0;
      for await (const event of events) if (event.kind !== 'skipped') count += event.sources.length;
      given.push(count);
    },
    Date.now,
  );
});
afterEach(() => fake.close());

const take = async () => {
  const { studies } = await listStudies(pacs, { kind: 'study', studyInstanceUid: UID });
  const [row] = studies;
  if (row !== undefined) await taking.take(row);
};
const troubles = () =>
  store
    .getState()
    .studies.get(UID)
    ?.troubles.map(({ text }) => text);

describe('a study of the PACS that is taken', () => {
  it('counts no result of ours, and gives what is new alone', async () => {
    fake.archive.add(resultFile(1));
    await take();
    expect(taking.held(UID)).toMatchObject({ announced: 4, isOld: false });
    for (const bytes of slices(4, 6)) fake.archive.add(bytes);
    await take();
    expect(taking.held(UID)?.announced).toBe(6);
    expect([given, troubles()]).toEqual([[5, 2], []]);
  });

  it('says that images are open which the PACS has no more, as they do not go by themselves', async () => {
    await take();
    fake.archive.remove('1.2.3.1.1.0');
    fake.archive.remove('1.2.3.1.1.1');
    await take();
    expect(troubles()).toEqual(['2 objects that are open here are not in the PACS any more']);
    // As many others in their place make it no better.
    for (const bytes of slices(20, 22)) fake.archive.add(bytes);
    await take();
    expect(troubles()).toEqual(['2 objects that are open here are not in the PACS any more']);
  });

  it('misses no result of ours that was deleted', async () => {
    fake.archive.add(resultFile(1));
    await take();
    fake.archive.remove('1.2.3.1.9.1');
    await take();
    expect(troubles()).toEqual([]);
  });

  it('is old while it came short, and the tries are counted, until it is changed or comes whole', async () => {
    fake.quirks.gives = (files) => files.slice(1);
    await take();
    expect([taking.held(UID)?.isOld, taking.failures(UID)]).toEqual([true, 1]);
    await take();
    expect([taking.failures(UID), troubles()]).toEqual([2, [expect.stringMatching(/gave 3 of/)]]);
    taking.changed(UID);
    expect(taking.failures(UID)).toBe(0);
    delete fake.quirks.gives;
    await take();
    expect(taking.held(UID)?.isOld).toBe(false);
    expect(troubles()).toEqual([]);
    taking.changed(UID);
    expect(taking.held(UID)?.isOld).toBe(true);
  });
});

describe('studies that wait for their turn', () => {
  const COUNT = 8;
  const phases = () =>
    [...store.getState().studies].map(([uid, { phase }]) => `${uid.slice(-1)} ${phase.kind}`);

  it('are given up all at once; what is on its way comes, and what was given up may be taken again', async () => {
    for (let study = 2; study <= COUNT; study += 1) fake.archive.add(ctFile({ study }));
    const { studies } = await listStudies(pacs, {
      kind: 'dates',
      from: '19000101',
      to: '20991231',
    });
    expect(studies).toHaveLength(COUNT);
    fake.quirks.waitsMs = 100;
    let letGo = () => undefined as unknown;
    held = new Promise((resolve) => {
      letGo = () => resolve(undefined);
    });
    const all = studies.map((row) => taking.take(row));
    const coming = () => phases().filter((phase) => phase.endsWith('fetching'));
    await expect.poll(() => coming().length).toBeGreaterThan(0);
    const onTheirWay = coming();
    const givenUp = taking.cancelWaiting();
    expect(givenUp.length).toBeGreaterThan(0);
    expect(phases()).toEqual(onTheirWay);
    letGo();
    await Promise.all(all);
    expect(phases()).toEqual(onTheirWay.map((phase) => phase.replace('fetching', 'taken')));
    delete fake.quirks.waitsMs;
    await Promise.all(studies.map((row) => taking.take(row)));
    expect(phases().filter((phase) => phase.endsWith('taken'))).toHaveLength(COUNT);
  });

  it('and were taken before are what they were', async () => {
    await take();
    taking.changed(UID);
    fake.quirks.waitsMs = 300;
    const again = take();
    await expect.poll(phases).toEqual(['1 waiting']);
    expect(taking.cancelWaiting()).toEqual([UID]);
    expect(phases()).toEqual(['1 taken']);
    await again;
    expect([phases(), taking.isUnderWay(UID)]).toEqual([['1 taken'], false]);
  });
});
