import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gather, readerOf } from '#datasets';
import { groupStudies, type Study } from '#dicom';
import { watchedDays } from '#dicomweb';
import { runWithModel } from '#pipeline';
import type { StudyReport } from '#report';
import { startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../../scripts/fake-pacs/quirks.ts';
import {
  NO_REDIS,
  REDIS,
  type RedisServer,
  startRedis,
} from '../../../scripts/redis/start-redis.ts';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { finish } from '../../pipeline/run-study.fixture.ts';
import { openFolder } from '../model-folder.ts';
import { of, PATIENCE, SLICES, servicesBed } from './services-bed.fixture.ts';

const MODEL = 'models/ich-vgg16';
const STUDIES = [1, 2];

/** The files of a study of today with a bleed, of another size in each study. */
const bleeding = (study: number): readonly Uint8Array[] =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(study, index, index > 5 && index < 7 + study, {
      StudyDate: watchedDays(Date.now()).to,
    }),
  );

const bed = servicesBed((_, quirks?: Quirks) => startFakePacs(STUDIES.flatMap(bleeding), quirks));
beforeEach(() => bed.startPacs(STUDIES));

/** The files of all studies in a folder. */
async function written(): Promise<string> {
  const folder = join(bed.folder, 'files');
  await mkdir(folder);
  const files = STUDIES.flatMap(bleeding);
  await Promise.all(files.map((bytes, at) => writeFile(join(folder, `${at}.dcm`), bytes)));
  return folder;
}

/** What a report says of a study that must not depend on who worked on it. */
const numbersOf = (report: StudyReport) => ({
  study: report.studyInstanceUid,
  probabilities: report.probabilities,
  flagged: report.flagged,
  evidence: report.evidence,
  analysed: report.analysed,
});
const ordered = (reports: readonly StudyReport[]) =>
  reports
    .map(numbersOf)
    .toSorted((one, other) => ((one.study ?? '') < (other.study ?? '') ? -1 : 1));

/** The studies as `npm run triage` reports them, in a process of its own. */
async function triaged(folder: string): Promise<readonly StudyReport[]> {
  const words = ['--import', 'tsx', 'src/cli/triage.ts', folder, '--json', '--model', MODEL];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout).studies;
}

const recordOf = async (out: string, study: number): Promise<StudyReport> =>
  JSON.parse(await readFile(join(out, `1.2.3.${study}`, 'result.json'), 'utf8')).rows[0];

describe('a study’s number is the same', () => {
  it('with one thread and with two, a slice or several at a time, to the last bit', async () => {
    const { signal } = new AbortController();
    const gathered = await gather([await written()], () => undefined, signal);
    const studies = groupStudies(gathered.headers);
    expect(studies).toHaveLength(STUDIES.length);
    /** The findings, slices in order, of a study that `threads` threads look at, so many slices a call. */
    const findingsBy = async (threads: number, batchSize: number) => {
      const model = await openFolder(MODEL, { forced: 'own-wasm', threads });
      expect(model.engine.threads).toBe(threads);
      const analyzed = async (study: Study) => {
        const readSource = readerOf(gathered);
        const run = runWithModel(model, { study, readSource, operatingPoint: 'balanced' });
        const { findings } = await finish({ ...run, batchSize });
        return { ...findings, slices: findings.slices.toSorted((a, b) => a.index - b.index) };
      };
      try {
        return await Promise.all(studies.map(analyzed));
      } finally {
        model.engine.dispose();
      }
    };
    const expected = await findingsBy(1, 1);
    expect(expected.map(({ slices }) => slices.length)).toEqual([SLICES, SLICES]);
    for (const [threads, batchSize] of [
      [1, 4],
      [2, 1],
      [2, 5],
    ] as const) {
      expect(await findingsBy(threads, batchSize), `${threads}, ${batchSize}`).toEqual(expected);
    }
  }, 120_000);

  describe.skipIf(REDIS === null)(`in other processes${NO_REDIS}`, () => {
    let redis: RedisServer;
    beforeEach(async () => {
      redis = await startRedis();
    });
    afterEach(() => redis.close());

    it('by the command line, by a watch alone, and by two workers of a queue', async () => {
      const expected = ordered(await triaged(await written()));
      expect(expected.map(({ analysed }) => analysed)).toEqual([SLICES, SLICES]);
      const [alone, shared] = [join(bed.folder, 'alone'), join(bed.folder, 'shared')];
      const watching = ['--every', '1', '--settle', '1', '--model', MODEL];
      const watch = bed.service('watch', ...watching, '--out', alone);
      const queue = ['--queue', redis.url, '--model', MODEL];
      bed.service('watch', ...watching, ...queue);
      const workers = [1, 2].map(() => bed.service('worker', ...queue, '--out', shared));
      await expect.poll(() => of(watch, 'result').length, PATIENCE).toBe(2);
      const results = () => workers.flatMap((worker) => of(worker, 'result'));
      await expect.poll(() => results().length, PATIENCE).toBe(2);
      for (const out of [alone, shared]) {
        const reports = await Promise.all(STUDIES.map((study) => recordOf(out, study)));
        expect(ordered(reports), out).toEqual(expected);
      }
    }, 240_000);
  });
});
