import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headSlice } from '../src/datasets/head-series.fixture.ts';
import { type FakePacs, startFakePacs } from './fake-pacs/fake-pacs.ts';
import { jobText, parseJob } from './kubernetes-job.fixture.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STUDIES = [1, 2, 3, 4, 5];
let folder: string;
let fake: FakePacs;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-shares-'));
  const slices = Array.from({ length: 6 }, (_, index) => index);
  const files = STUDIES.flatMap((study) =>
    slices.map((index) => headSlice(study, index, false, { StudyDate: '20261124' })),
  );
  fake = await startFakePacs(files);
});
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs words in the environment of a share; gives the studies whose results are in its folder. */
async function share(
  words: readonly string[],
  name: string,
  more: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const results = join(folder, name);
  const env = { ...process.env, PACS: fake.url, DAYS: '20261124', OUT: results, ...more };
  const [program = '', ...rest] = words.map((word) => word.replaceAll('/results', results));
  const child = spawn(program, rest, { cwd: ROOT, env });
  const [status, errors] = await Promise.all([
    new Promise((done) => child.on('close', done)),
    text(child.stderr),
    text(child.stdout),
  ]);
  expect([status, status === 0 ? '' : errors]).toEqual([0, '']);
  return readdir(results);
}

const all = STUDIES.map((study) => `1.2.3.${study}`);

describe('an archive in two shares', () => {
  it('is done once, each study by one task of a Slurm array', async () => {
    const task = (id: number) =>
      share(['sh', join(ROOT, 'deploy/slurm-array.sh')], `slurm-${id}`, {
        ICH_TRIAGE: ROOT,
        MORE: '--model models/tiny',
        SLURM_ARRAY_TASK_ID: String(id),
        SLURM_ARRAY_TASK_COUNT: '2',
      });
    const shares = [await task(1), await task(2)];
    expect(shares.flat().sort()).toEqual(all);
  }, 240_000);

  it('is done once, each study by one pod of an indexed Job', async () => {
    const [container] = parseJob(jobText()).spec.template.spec.containers;
    const [line = ''] = container.args;
    expect(line).toContain('--out /results');
    const pod = (index: number) =>
      share(['sh', '-c', `${line} --model models/tiny`], `pod-${index}`, {
        JOB_COMPLETION_INDEX: String(index),
        SHARES: '2',
      });
    const shares = [await pod(0), await pod(1)];
    expect(shares.flat().sort()).toEqual(all);
  }, 240_000);
});
