import { expect, it } from 'vitest';
import {
  fetchVerdicts,
  firstLook,
  killVerdicts,
  lookVerdicts,
  memoryVerdicts,
  verdictLine,
  workerVerdicts,
} from './goals.ts';

const met = (verdicts: readonly { readonly met: boolean | null }[]) =>
  verdicts.map((one) => one.met);
const kills = {
  studies: 200,
  killed: { minutes: 5 },
  withoutResult: 0,
  left: 0,
  withMoreThanOne: 0,
  torn: 0,
  wrong: 0,
  failedForGood: 0,
};

it('a fetch is fast enough by itself, or beside a bare one', () => {
  expect(met(fetchVerdicts({ megabytesPerSecond: 61, ratio: 0.5 }))).toEqual([true]);
  expect(met(fetchVerdicts({ megabytesPerSecond: 20, ratio: 0.9 }))).toEqual([true]);
  expect(met(fetchVerdicts({ megabytesPerSecond: 59, ratio: 0.89 }))).toEqual([false]);
});

it('a look in part is one that says the same, sooner, of fewer bytes', () => {
  const of = {
    rounds: 3,
    same: 3,
    isPart: 3,
    inPart: { megabytes: 3, seconds: 0.4 },
    whole: { megabytes: 10, seconds: 0.5 },
  };
  expect(met(lookVerdicts(of))).toEqual([true]);
  const dear = { megabytes: 11, seconds: 0.6 };
  for (const less of [{ same: 2 }, { isPart: 2 }, { inPart: { ...of.inPart, seconds: 1 } }]) {
    expect(met(lookVerdicts({ ...of, ...less }))).toEqual([false]);
  }
  expect(met(lookVerdicts({ ...of, inPart: dear }))).toEqual([false]);
});

it('kills are survived where every study has its result once; a small run proves a fault, never that there is none', () => {
  expect(met(killVerdicts(kills))).toEqual([true]);
  expect(met(killVerdicts({ ...kills, studies: 24 }))).toEqual([null]);
  for (const fault of ['withoutResult', 'withMoreThanOne', 'torn', 'wrong', 'failedForGood']) {
    expect(met(killVerdicts({ ...kills, studies: 24, [fault]: 1 }))).toEqual([false]);
  }
});

it('studies that were not come to in time are no loss, and no proof; one more is a loss', () => {
  expect(met(killVerdicts({ ...kills, withoutResult: 3, left: 3 }))).toEqual([null]);
  expect(met(killVerdicts({ ...kills, withoutResult: 3, left: 2 }))).toEqual([false]);
});

it('memory is flat within a fifth, of watch and of worker, after 500 studies', () => {
  const held = (ratio: number) => ({ first: 150, last: 150 * ratio, ratio });
  const of = (studies: number, watch: number, worker: number) =>
    memoryVerdicts({
      studies,
      firstAfter: firstLook(studies),
      watch: held(watch),
      worker: held(worker),
    });
  expect(met(of(500, 1.2, 1.21))).toEqual([true, false]);
  expect(met(of(60, 1, 3))).toEqual([null, null]);
  expect(of(500, 1.2, 1.21).map(({ figure }) => figure)).toEqual([
    '150 MiB after 50 studies, 180 MiB after 500 (1.20)',
    '150 MiB after 50 studies, 182 MiB after 500 (1.21)',
  ]);
  expect(of(60, 1, 1)[0]?.figure).toBe('150 MiB after 30 studies, 150 MiB after 60 (1.00)');
});

it('says figure, goal and whether it is met in one line', () => {
  const cpuAStudy = { one: 0.7, two: 0.75 };
  expect(workerVerdicts({ speedup: 1.25, atBest: 1.9, cpuAStudy }).map(verdictLine)).toEqual([
    'two workers against one: 1.25 times; these cores, which serve besides, allow 1.90; a study takes 0.70 and 0.75 core-seconds (goal: 1.8 times): missed',
  ]);
});
