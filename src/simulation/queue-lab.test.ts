import { describe, expect, it } from 'vitest';
import { quantile, seededRandom } from '#base';
import { gamma } from './draw.ts';
import { estimateOf, studentQuantile } from './estimate.ts';
import { queueLab } from './queue-lab.ts';
import { cobhamManyReaders, cobhamWaits, erlangC, erlangWait } from './queueing-theory.fixture.ts';
import { byPriority, firstCome, type ServedStudy, serve } from './serve.ts';
import { type SimulatedStudy, simulatedStudies } from './simulated-study.ts';
import { SITE } from './site.fixture.ts';
import { loadOf, type QueueRun, type QueueSite } from './site.ts';

const RUN: QueueRun = { seed: 7, replications: 20, days: 30, warmUpDays: 2 };

function resultOf(site: QueueSite, run: QueueRun = RUN) {
  const lab = queueLab(site, run);
  for (let step = lab.next(); ; step = lab.next()) if (step.done === true) return step.value;
}

/** Mean waits in minutes of studies by what they are, with the interval of each over replications. */
function meanWaits(
  site: QueueSite,
  next: ReturnType<typeof byPriority>,
  group: (study: SimulatedStudy) => boolean = () => true,
) {
  const means = Array.from({ length: 20 }, (_, seed) => {
    const studies = simulatedStudies(site, 60 * 24 * 60, seed);
    const waits = serve(studies, site.readers, next)
      .filter(({ study }) => study.at > 2 * 24 * 60 && group(study))
      .map(({ study, startedAt }) => startedAt - study.at);
    return waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  });
  const estimate = estimateOf(means);
  if (estimate === null) throw new Error('There are replications.');
  return estimate;
}

/** Theory lies in an interval of three times the 95 % one: wrong by chance once in a million, and the interval is narrow. */
function expectAgreement(theory: number, estimate: ReturnType<typeof meanWaits>): void {
  const half = estimate.high - estimate.value;
  expect(half).toBeLessThan(0.08 * theory);
  expect(Math.abs(estimate.value - theory)).toBeLessThan(3 * half);
}

describe('the queue against theory', () => {
  it.each([
    [1, 6, 8],
    [2, 12, 8],
    [4, 15, 12],
  ])(
    'waits in order of arrival as Erlang C says: %i readers, %i min, %i an hour',
    (readers, readingMinutes, arrivalsPerHour) => {
      const site = { ...SITE, readers, readingMinutes, arrivalsPerHour };
      const theory = erlangWait(readers, (arrivalsPerHour * readingMinutes) / 60, readingMinutes);
      expectAgreement(theory, meanWaits(site, firstCome));
    },
  );

  it('waits by priority without a cap as Cobham says, of one reader with any spread', () => {
    const site = {
      ...SITE,
      readingSpread: 0.5,
      prevalence: 0.3,
      capMinutes: Number.POSITIVE_INFINITY,
    };
    const next = byPriority(site.capMinutes);
    const flagged = 0.3 * site.sensitivity + 0.7 * (1 - site.specificity);
    const time = { mean: 6, meanSquare: 36 * (1 + 0.5 ** 2) };
    const rate = site.arrivalsPerHour / 60;
    const [first = 0, others = 0] = cobhamWaits([
      { rate: rate * flagged, ...time },
      { rate: rate * (1 - flagged), ...time },
    ]);
    expectAgreement(
      first,
      meanWaits(site, next, ({ isFlagged }) => isFlagged),
    );
    expectAgreement(
      others,
      meanWaits(site, next, ({ isFlagged }) => !isFlagged),
    );
    expect(others / first).toBeGreaterThan(4);
  });

  it('and of several readers', () => {
    const site = { ...SITE, readers: 3, readingMinutes: 18, capMinutes: Number.POSITIVE_INFINITY };
    const next = byPriority(site.capMinutes);
    const flagged = 0.1 * site.sensitivity + 0.9 * (1 - site.specificity);
    const rate = site.arrivalsPerHour / 60;
    const [first = 0, others = 0] = cobhamManyReaders(3, 18, [
      rate * flagged,
      rate * (1 - flagged),
    ]);
    expectAgreement(
      first,
      meanWaits(site, next, ({ isFlagged }) => isFlagged),
    );
    expectAgreement(
      others,
      meanWaits(site, next, ({ isFlagged }) => !isFlagged),
    );
  });

  it('knows the tables: Erlang C of 2 readers and 1.5 is 0.643; Student of 9 and 29 degrees 2.262 and 2.045', () => {
    expect(erlangC(2, 1.5)).toBeCloseTo(0.642857, 5);
    expect(studentQuantile(9)).toBeCloseTo(2.2622, 3);
    expect(studentQuantile(29)).toBeCloseTo(2.0452, 3);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(estimateOf([3])).toBeNull();
  });

  it.each([0, 0.4, 1, 1.6])('reads for as long as it says, with spread %d', (spread) => {
    const draw = gamma(seededRandom(3), spread);
    const times = Array.from({ length: 40_000 }, draw);
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length;
    expect(mean).toBeCloseTo(1, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(spread, 1);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
  });
});

describe('the queue', () => {
  const busy = { ...SITE, arrivalsPerHour: 9.5, prevalence: 0.4 };
  const orders = {
    firstCome,
    ours: byPriority(60),
    uncapped: byPriority(Number.POSITIVE_INFINITY),
  };
  const studies = simulatedStudies(busy, 10 * 24 * 60, 5);

  it.each(Object.entries(orders))(
    'has every study that comes read once, by one reader at a time: %s',
    (_, next) => {
      for (const readers of [1, 3]) {
        const served = serve(studies, readers, next);
        expect(served.map(({ study }) => study.key).sort()).toEqual(studies.map(({ key }) => key));
        for (const { study, startedAt } of served)
          expect(startedAt).toBeGreaterThanOrEqual(study.at);
        const events = served.flatMap(({ study, startedAt }) => [
          { at: startedAt, reads: 1 },
          { at: startedAt + study.reading, reads: -1 },
        ]);
        let reading = 0;
        for (const { reads } of events.sort((a, b) => a.at - b.at || a.reads - b.reads)) {
          reading += reads;
          expect(reading).toBeLessThanOrEqual(readers);
        }
      }
    },
  );

  it('shifts waiting from one study to another, and makes no more of it (one reader, one time for all)', () => {
    const same = simulatedStudies({ ...busy, readingSpread: 0 }, 10 * 24 * 60, 5);
    const sum = (served: readonly ServedStudy[]) =>
      served.reduce((all, { study, startedAt }) => all + startedAt - study.at, 0);
    const [first, ours] = [serve(same, 1, firstCome), serve(same, 1, byPriority(60))];
    expect(sum(ours) / sum(first)).toBeCloseTo(1, 9);
    expect(ours.map(({ study }) => study.key)).not.toEqual(first.map(({ study }) => study.key));
  });

  it('honors the cap: after it nothing that came more than one cap later goes before', () => {
    const cap = 60;
    const served = serve(studies, 1, byPriority(cap));
    let over = 0;
    served.forEach(({ study, startedAt }, place) => {
      const beyond = study.at + cap;
      if (startedAt <= beyond) return;
      over += 1;
      const unfair = served
        .slice(0, place)
        .filter((other) => other.startedAt >= beyond && other.study.at > study.at + cap);
      expect(unfair).toEqual([]);
    });
    expect(over).toBeGreaterThan(50);
    const longest = (all: readonly ServedStudy[]) =>
      Math.max(...all.map(({ study, startedAt }) => startedAt - study.at));
    expect(longest(served)).toBeLessThan(longest(serve(studies, 1, orders.uncapped)));
  });
});

describe('the queue lab', () => {
  const short = { ...RUN, replications: 6, days: 5, warmUpDays: 1 };

  it('gives the same figures for the same seed, and others for another', () => {
    expect(resultOf(SITE, short)).toEqual(resultOf(SITE, short));
    expect(resultOf(SITE, { ...short, seed: 8 })).not.toEqual(resultOf(SITE, short));
  });

  it('lets hemorrhages wait less than in order of arrival, and those that are missed and the rest more', () => {
    const result = resultOf(SITE);
    const mean = (name: 'firstCome' | 'ours', group: 'bleeds' | 'missed' | 'rest') =>
      result?.waits[name][group].mean?.value ?? Number.NaN;
    expect(mean('ours', 'bleeds')).toBeLessThan(0.6 * mean('firstCome', 'bleeds'));
    expect(mean('ours', 'missed')).toBeGreaterThan(mean('firstCome', 'missed'));
    expect(mean('ours', 'rest')).toBeGreaterThan(mean('firstCome', 'rest'));
    for (const figures of Object.values(result?.waits.ours ?? {})) {
      const { mean: average, median, p95, worst, n } = figures;
      expect(n).toBeGreaterThan(100);
      expect(median?.value).toBeLessThanOrEqual(p95?.value ?? 0);
      expect(p95?.value).toBeLessThanOrEqual(worst?.value ?? 0);
      expect(average?.low).toBeLessThan(average?.high ?? 0);
    }
    expect(result?.waits.ours.bleeds.n).toBe(result?.waits.firstCome.bleeds.n);
  });

  it('has no figures of a site that can’t keep up, nor of a group that never comes', () => {
    expect(loadOf({ ...SITE, arrivalsPerHour: 10 })).toBe(1);
    expect(resultOf({ ...SITE, arrivalsPerHour: 10 }, short)).toBeNull();
    const all = resultOf({ ...SITE, sensitivity: 1 }, short);
    expect(all?.waits.ours.missed).toEqual({
      mean: null,
      median: null,
      p95: null,
      worst: null,
      n: 0,
    });
  });
});
