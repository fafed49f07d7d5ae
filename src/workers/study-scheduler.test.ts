import { describe, expect, it } from 'vitest';
import { AppError } from '#base';
import type { StudyEvent } from '#pipeline';
import type { StudyFindings } from '#triage';
import { type StudyStep, studyScheduler } from './study-scheduler.ts';

const findingsOf = (any: number) => ({ probabilities: { any } }) as unknown as StudyFindings;
const interim = (any: number): StudyEvent => ({ kind: 'interim', findings: findingsOf(any) });
const progress: StudyEvent = { kind: 'progress', done: 1, total: 4 };
const died = () => new AppError('worker-crashed', 'gone');

/** Studies of four steps (a slice, the first look, two more slices) and a diary of who had which turn. */
function setup() {
  const scheduler = studyScheduler();
  const diary: string[] = [];
  const study = (
    key: string,
    any: number,
    options: { signal?: AbortSignal; fails?: () => unknown } = {},
  ) =>
    scheduler.add({
      key,
      signal: options.signal,
      onEvent: () => undefined,
      begin: async () => {
        const events = [progress, interim(any), progress, progress];
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
    await Promise.all([study('a', 0.1), study('b', 0.9), study('c', 0.5)]);
    expect(turns().join(' ')).toBe('a1 a2 b1 b2 c1 c2 b3 b4 c3 c4 a3 a4');
  });

  it('go to the study on the screen before all others', async () => {
    const { scheduler, study, turns } = setup();
    const all = [study('a', 0.9), study('b', 0.1)];
    scheduler.prioritize('b');
    await Promise.all(all);
    expect(turns().join(' ')).toBe('a1 b1 b2 b3 b4 a2 a3 a4');
  });

  it('pass over a cancelled study, which frees what it holds', async () => {
    const { study, diary, turns } = setup();
    const controller = new AbortController();
    const gone = study('a', 0.9, {
      signal: controller.signal,
      fails: () => (turns().length === 1 ? controller.abort() : undefined),
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
    const { study, turns } = setup();
    const failures: unknown[] = [undefined, undefined, died()];
    const all = [study('a', 0.1), study('b', 0.9, { fails: () => failures.shift() })];
    expect(await Promise.all(all)).toEqual([findingsOf(0.1), findingsOf(0.9)]);
    expect(turns().join(' ')).toBe('a1 a2 b1 b2 b1 b2 b3 b4 a1 a2 a3 a4');
  });

  it('is laid at the door of the study in whose turn it happened twice', async () => {
    const { study } = setup();
    const killer = study('killer', 0, { fails: died });
    const innocent = study('innocent', 0.2);
    await expect(killer).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(await innocent).toEqual(findingsOf(0.2));
  });
});
