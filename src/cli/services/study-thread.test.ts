import { afterEach, describe, expect, it } from 'vitest';
import { HopelessError, LostWorkError, type StudyWork } from '#queue';
import { AlarmError } from './analyst.ts';
import { StudyThread } from './study-thread.ts';

const SETUP = {
  address: 'http://127.0.0.1:1/',
  insecure: false,
  model: null,
  engine: null,
  operatingPoint: 'balanced',
  out: null,
  writeBack: false,
  sr: 'comprehensive',
} as const;

const study = (uid: string): StudyWork => ({ study: uid, stage: 'whole', objects: 1 });

/** A thread whose studies behave as their UIDs say. */
const START = `
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage({ kind: 'ready', engine: 'none', modelHash: 'ab' });
  const answers = {
    ends: () => process.exit(7),
    throws: () => { throw new Error('out of memory'); },
    hangs: () => { for (;;); },
    alarms: () => parentPort.postMessage({ kind: 'failed', text: 'ALARM', hopeless: true, alarm: true, lost: false, kept: [] }),
    fails: () => parentPort.postMessage({ kind: 'failed', text: 'the PACS answered 404', hopeless: false, alarm: false, lost: false, kept: [] }),
    asks: () => parentPort.postMessage({ kind: 'ours?' }),
    waits: () => {
      parentPort.postMessage({ kind: 'away' });
      setTimeout(() => answers.works(), 700);
    },
    works: () => parentPort.postMessage({ kind: 'done', result: { urgency: 3, summary: {} }, kept: ['1.1'] }),
  };
  const lost = { kind: 'failed', text: 'lost', hopeless: false, alarm: false, lost: true, kept: [] };
  parentPort.on('message', ({ kind, work, isOurs }) => {
    if (kind === 'work') answers[work.study]();
    else if (isOurs) answers.works();
    else parentPort.postMessage(lost);
  });`;

let thread: StudyThread;
let away = 0;
afterEach(() => thread.close());
const start = async (limitMs?: number) => {
  away = 0;
  const onAway = () => {
    away += 1;
  };
  thread = new StudyThread(SETUP, onAway, {
    start: START,
    ...(limitMs === undefined ? {} : { limitMs }),
  });
  return thread.start();
};

describe('a study thread', () => {
  it('gives what came of a study, and why one failed', async () => {
    expect(await start()).toMatchObject({ engine: 'none', modelHash: 'ab' });
    expect(await thread.run(study('works'))).toEqual({ urgency: 3, summary: {} });
    await expect(thread.run(study('fails'))).rejects.toThrow('the PACS answered 404');
    await expect(thread.run(study('fails'))).rejects.not.toBeInstanceOf(HopelessError);
    await expect(thread.run(study('alarms'))).rejects.toBeInstanceOf(AlarmError);
  });

  it('knows what it keeps of which studies, until it ends', async () => {
    await start();
    expect(thread.keeps('1.1')).toBe(false);
    await thread.run(study('works'));
    expect([thread.keeps('1.1'), thread.keeps('1.2')]).toEqual([true, false]);
    await thread.run(study('fails')).catch(() => undefined);
    expect(thread.keeps('1.1')).toBe(false);
    await thread.run(study('works'));
    await thread.run(study('ends')).catch(() => undefined);
    expect(thread.keeps('1.1')).toBe(false);
  });

  it.each([
    ['ends', /ended its thread \(7\)/],
    ['throws', /broke its thread: out of memory/],
  ])('that %s of a study is replaced, and the study is a failed attempt', async (uid, words) => {
    await start();
    await expect(thread.run(study(uid))).rejects.toThrow(words);
    expect(await thread.run(study('works'))).toMatchObject({ urgency: 3 });
  });

  it('that hangs in a study is ended, and the next study gets a new one', async () => {
    await start(600);
    await expect(thread.run(study('hangs'))).rejects.toThrow(/took longer than 1 seconds/);
    expect(await thread.run(study('works'))).toMatchObject({ urgency: 3 });
  });

  it('keeps what came of a study where it is still this worker’s, and not where that is not known', async () => {
    await start();
    const run = (isOurs: () => Promise<boolean>) => thread.run(study('asks'), false, isOurs);
    expect(await run(async () => true)).toMatchObject({ urgency: 3 });
    await expect(run(async () => false)).rejects.toBeInstanceOf(LostWorkError);
    const unknown = run(() => Promise.reject(new Error('no answer')));
    await expect(unknown).rejects.toBeInstanceOf(LostWorkError);
  });

  it('may wait for a PACS for longer than a study may take', async () => {
    await start(400);
    expect(await thread.run(study('waits'))).toMatchObject({ urgency: 3 });
    expect(away).toBe(1);
  });

  it('that cannot start says why', async () => {
    thread = new StudyThread(SETUP, () => undefined, { start: 'throw new Error("no such file")' });
    await expect(thread.start()).rejects.toThrow(/no such file/);
  });
});
