import { describe, expect, it } from 'vitest';
import { AppError } from '#base';
import type { StudyEvent } from '#pipeline';
import type { StudyFindings } from '#triage';
import type { StudyStep } from '../wire/worker-api.ts';
import { studyScheduler } from './study-scheduler.ts';

const findingsOf = (any: number) => ({ probabilities: { any } }) as unknown as StudyFindings;
const interim = (any: number, closerLookFollows = false): StudyEvent => ({
  kind: 'interim',
  findings: findingsOf(any),
  closerLookFollows,
});
const progress: StudyEvent = { kind: 'progress', done: 1, total: 4 };
const died = () => new AppError('worker-crashed', 'gone');

/** Studies of four steps (a slice, the first look, two more slices) and a diary of who had which turn. */
function setup(clock?: () => number) {
  const scheduler = studyScheduler(clock);
  const diary: string[] = [];
  const study = (
    key: string,
    any: number,
    options: {
      signal?: AbortSignal;
      fails?: () => unknown;
      events?: readonly StudyEvent[];
    } = {},
  ) =>
    scheduler.add({
      key,
      signal: options.signal,
      onEvent: () => undefined,
      begin: async () => {
        const events = options.events ?? [progress, interim(any), progress, progress];
        let at = 0;
        return {
          next: async (): Promise<StudyStep> => {
            const failure = options.fails?.();
            if (failure !== undefined) throw failure;
            const event = events[at++];
            if (event === undefined) return { done: true, events: [], findings: findingsOf(any) };
            diary.push(`${key}${at}`);
            return { done: false, events: [event] };
          },
          stop: () => diary.push(`${key} stopped`),
        };
      },
    });
  const turns = () => diary.filter((entry) => !entry.endsWith('stopped'));
  return { scheduler, study, diary, turns };
}

describe('turns in the queue', () => {
  it('give every study its first look, then finish the most suspicious first', async () => {
    const { study, turns } = setup();
    await Promise.all([study('a', 0.1), study('b', 0.9), study('c', 0.5), study('d', 0.2)]);
    const order = turns();
    const lastLook = Math.max(...['a2', 'b2', 'c2', 'd2'].map((turn) => order.indexOf(turn)));
    // Two at once: when the last study gets its first look, another may be a step ahead.
    expect(order.slice(0, lastLook).filter((turn) => /[34]/.test(turn)).length).toBeLessThan(3);
    expect(order.filter((turn) => turn.endsWith('4'))).toEqual(['b4', 'c4', 'd4', 'a4']);
  });

  it('look closer at every suspicious study before any is finished', async () => {
    const { study, turns } = setup();
    const suspicious = (any: number) => ({
      events: [interim(any, true), interim(any), progress, progress],
    });
    await Promise.all([
      study('a', 0.4, suspicious(0.4)),
      study('b', 0.1),
      study('c', 0.9, suspicious(0.9)),
      study('d', 0.5, suspicious(0.5)),
    ]);
    const order = turns();
    const lastCloserLook = Math.max(...['a2', 'c2', 'd2'].map((turn) => order.indexOf(turn)));
    const finishing = order
      .slice(0, lastCloserLook)
      .filter((turn) => /[acd][34]|b[234]/.test(turn));
    // Two at once: while the last is looked at closer, one that was may go on.
    expect(finishing.length).toBeLessThan(2);
  });

  it('go to the study on the screen before all others', async () => {
    const { scheduler, study, turns } = setup();
    const all = [study('a', 0.9), study('b', 0.1)];
    scheduler.prioritize('b');
    await Promise.all(all);
    // What was under way ends its step; from then on the preferred study has the worker to itself.
    expect(turns().join(' ')).toBe('a1 b1 b2 b3 b4 a2 a3 a4');
  });

  it('hold their breath while the reader scrolls, but for the study on the screen', async () => {
    let now = 1000;
    const { scheduler, study, turns } = setup(() => now);
    scheduler.prioritize('b');
    scheduler.giveWay();
    const a = study('a', 0.9);
    const b = study('b', 0.1);
    await b;
    expect(turns().join(' ')).toBe('b1 b2 b3 b4');
    now += 200;
    await a;
    expect(turns().slice(4).join(' ')).toBe('a1 a2 a3 a4');
  });

  it('wait for the picture of a study that is opened, of that study too, and go on when it came', async () => {
    let now = 1000;
    const { scheduler, study, turns } = setup(() => now);
    scheduler.prioritize('b');
    scheduler.awaitPicture();
    const all = [study('a', 0.9), study('b', 0.1)];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(turns()).toEqual([]);
    scheduler.pictureCame();
    now += 150; // It is drawn.
    await Promise.all(all);
    expect(turns().join(' ')).toBe('b1 b2 b3 b4 a1 a2 a3 a4');
  });

  it('don’t wait longer than a second for a picture that doesn’t come', async () => {
    let now = 1000;
    const { scheduler, study, turns } = setup(() => now);
    scheduler.awaitPicture();
    const a = study('a', 0.9);
    now += 1000;
    scheduler.listing(false); // Anything that looks again.
    await a;
    expect(turns()).toHaveLength(4);
  });

  it('are one at a time while files are listed, and two again afterwards', async () => {
    const { scheduler } = setup();
    let underWay = 0;
    let most = 0;
    const study = (key: string) =>
      scheduler.add({
        key,
        onEvent: () => undefined,
        begin: async () => {
          let left = 3;
          return {
            next: async (): Promise<StudyStep> => {
              underWay += 1;
              most = Math.max(most, underWay);
              await new Promise((resolve) => setTimeout(resolve, 2));
              underWay -= 1;
              left -= 1;
              return left > 0
                ? { done: false, events: [] }
                : { done: true, events: [], findings: findingsOf(0) };
            },
            stop: () => undefined,
          };
        },
      });
    scheduler.listing(true);
    await Promise.all([study('a'), study('b'), study('c')]);
    expect(most).toBe(1);
    scheduler.listing(false);
    await Promise.all([study('d'), study('e'), study('f')]);
    expect(most).toBe(2);
  });

  it('stop for a pause after the steps under way, and go on from there', async () => {
    const { scheduler, study, turns } = setup();
    const pauseAfterTwo = () => (turns().length === 2 ? scheduler.pause() : undefined);
    const a = study('a', 0.9, { fails: pauseAfterTwo });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(turns().join(' ')).toBe('a1 a2 a3');
    const b = study('b', 0.1);
    scheduler.prioritize('b');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(turns()).toHaveLength(3);
    scheduler.resume();
    await Promise.all([a, b]);
    expect(turns().join(' ')).toBe('a1 a2 a3 b1 b2 b3 b4 a4');
  });

  it('pass over a cancelled study, which frees what it holds', async () => {
    const { study, diary, turns } = setup();
    const controller = new AbortController();
    const gone = study('a', 0.9, {
      signal: controller.signal,
      fails: () => (turns().length > 0 ? controller.abort() : undefined),
    });
    const kept = study('b', 0.1);
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    await kept;
    expect(diary).toContain('a stopped');
    expect(turns().at(-1)).toBe('b4');
  });

  it('go on after a study that fails', async () => {
    const { study } = setup();
    const bad = study('bad', 0, { fails: () => new Error('unreadable') });
    const good = study('good', 0.3);
    await expect(bad).rejects.toThrow('unreadable');
    expect(await good).toEqual(findingsOf(0.3));
  });
});

describe('a worker’s death', () => {
  it('makes every study begin again, and costs none', async () => {
    const { scheduler, study, turns } = setup();
    const failures: unknown[] = [undefined, undefined, died()];
    const fails = () => {
      const failure = failures.shift();
      if (failure !== undefined) scheduler.restart(); // As the service does when it hears of it.
      return failure;
    };
    const all = [study('a', 0.1), study('b', 0.9, { fails }), study('c', 0.5)];
    expect(await Promise.all(all)).toEqual([findingsOf(0.1), findingsOf(0.9), findingsOf(0.5)]);
    for (const name of ['a', 'b', 'c']) {
      expect(
        turns()
          .filter((turn) => turn.startsWith(name))
          .slice(-4),
      ).toEqual([1, 2, 3, 4].map((step) => `${name}${step}`));
    }
    expect(turns().filter((turn) => turn === 'b1')).toHaveLength(2);
  });

  it('is laid at the door of the study in whose turn it happened twice', async () => {
    const { study } = setup();
    const killer = study('killer', 0, { fails: died });
    const innocent = study('innocent', 0.2);
    await expect(killer).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(await innocent).toEqual(findingsOf(0.2));
  });

  it('leaves the one in whose turn it happened to the end, and then alone', async () => {
    const { scheduler, study, turns } = setup();
    const order: string[] = [];
    const killer = study('killer', 0.9, {
      fails: () => {
        order.push(turns().join(' '));
        scheduler.restart();
        return died();
      },
    });
    // The worker's death takes the study beside it, too, which is to blame for nothing.
    const failures: unknown[] = [died()];
    const beside = study('beside', 0.3, { fails: () => failures.shift() });
    const other = study('other', 0.2);
    await expect(killer).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(await Promise.all([beside, other])).toEqual([findingsOf(0.3), findingsOf(0.2)]);
    expect(order).toHaveLength(2);
    expect(order[1]).toContain('other4');
  });
});
