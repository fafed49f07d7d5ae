import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ok, seededRandom } from '#base';
import { groupStudies, type SliceHeader } from '#dicom';
import type { StudyFindings } from '#triage';
import { aHeader } from '../triage/study.fixture.ts';
import type { Schedule, StudyRun } from './contract.ts';
import { finish, headFrame, setup } from './run-study.fixture.ts';

const COUNT = 17;

/** How a study came in and was worked at. */
interface Way {
  readonly seed: number;
  readonly batchSize: number;
  readonly schedule: Schedule;
  /** Runs that were broken off before, each after so many slices were decoded. */
  readonly brokenOff: readonly number[];
  /** As many runs of the same study at the same time share what is decoded. */
  readonly together: number;
}

const ways: fc.Arbitrary<Way> = fc.record({
  seed: fc.nat(),
  batchSize: fc.integer({ min: 1, max: 16 }),
  schedule: fc.constantFrom<Schedule>('coarse-to-fine', 'in-order'),
  brokenOff: fc.array(fc.integer({ min: 1, max: COUNT }), { maxLength: 2 }),
  together: fc.integer({ min: 1, max: 3 }),
});

/** A head of which one slice can't be decoded, with a bright middle. */
const decode = (index: number) =>
  index === 5
    ? { ok: false as const, reason: { code: 'broken' as const, text: 'the file is broken' } }
    : ok(headFrame(index > 6 && index < 10 ? 60 + index : 30 + (index % 5), index));

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

async function findingsBy({ seed, batchSize, schedule, brokenOff, together }: Way) {
  const random = seededRandom(seed);
  const headers: readonly SliceHeader[] = Array.from({ length: COUNT }, (_, index) =>
    aHeader(index),
  );
  const [study] = groupStudies(shuffled(headers, random));
  if (study === undefined) throw new Error('There is no study.');
  const later = async () => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await Promise.resolve();
  };
  const runOf = (onDecoded: () => void): StudyRun => {
    const { run } = setup({
      count: COUNT,
      decode: async (index) => {
        await later();
        onDecoded();
        return decode(index);
      },
      run: { study, batchSize, schedule },
    });
    const { predict } = run;
    return { ...run, predict: (inputs) => later().then(() => predict(inputs)) };
  };
  for (const after of brokenOff) {
    const stop = new AbortController();
    let decoded = 0;
    const run = runOf(() => {
      decoded += 1;
      if (decoded >= after) stop.abort();
    });
    await finish(run, stop.signal).catch(() => undefined);
  }
  const runs = Array.from({ length: together }, () => finish(runOf(() => undefined)));
  return (await Promise.all(runs)).map(({ findings }) => sorted(findings));
}

const sorted = (findings: StudyFindings): StudyFindings => ({
  ...findings,
  slices: [...findings.slices].sort((a, b) => a.index - b.index),
  notAnalysed: [...findings.notAnalysed].sort((a, b) => a.index - b.index),
});

it('a study’s number is the same in whatever order, batches and turns, broken off before or beside others', async () => {
  const plain = { seed: 1, batchSize: 1, brokenOff: [], together: 1 } as const;
  const [expected] = await findingsBy({ ...plain, schedule: 'in-order' });
  expect(expected?.slices).toHaveLength(COUNT - 1);
  await fc.assert(
    fc.asyncProperty(ways, async (way) => {
      for (const findings of await findingsBy(way)) expect(findings).toEqual(expected);
    }),
    { seed: 20261129, numRuns: 40 },
  );
});
