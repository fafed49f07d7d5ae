import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ctFile } from '../../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../../scripts/fake-pacs/fake-pacs.ts';
import { headSlice } from '../../../datasets/head-series.fixture.ts';

let fake: FakePacs;
afterEach(() => fake.close());

const HEAD = [0, 1, 2, 3, 4, 5].map((index) =>
  headSlice(1, index, false, { StudyDate: '20261124' }),
);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function triage(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const command = ['--import', 'tsx', 'src/cli/triage.ts', '--model', 'models/tiny', ...args];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      command,
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}

const day = (date: string) => ['--dicomweb', fake.url, '--date', date, '--json'];

describe('npm run triage -- --dicomweb', () => {
  it('ends with 0 for what is done, 2 for a day without anything', async () => {
    fake = await startFakePacs(HEAD, { authorization: 'Basic abc' });
    const env = { ICH_DICOMWEB_AUTHORIZATION: 'Basic abc' };
    const done = await triage(day('20261124'), env);
    expect(done.code, done.stderr).toBe(0);
    expect(JSON.parse(done.stdout).studies).toHaveLength(1);
    expect(done.stderr).toBe('1 study ranked.\n');
    expect(`${done.stdout}${done.stderr}`).not.toContain('abc');
    const none = await triage(day('20200101'), env);
    expect([none.code, none.stderr]).toEqual([2, '0 studies ranked: the PACS listed none.\n']);
  }, 120_000);

  it('ends with 1 where a study does not come or there is no list, and prints what there is', async () => {
    fake = await startFakePacs([...HEAD, ctFile({ study: 2 })]);
    fake.quirks.gives = (files) => {
      if (files.length === 1) fake.quirks.diesAfterParts = 0;
      return files;
    };
    const part = await triage(day('20261124'));
    expect(part.code).toBe(1);
    expect(JSON.parse(part.stdout).studies).toHaveLength(1);
    expect(part.stderr).toMatch(/1 fault, see above/);
    fake.quirks.list = (response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
    };
    const login = await triage(day('20261124'));
    expect([login.code, login.stdout]).toEqual([1, '']);
    expect(login.stderr).toMatch(/is it a page to log in\?/);
  }, 120_000);

  it('counts as a study what it skips as one, with the reason, when a day is done again', async () => {
    fake = await startFakePacs([...HEAD, ctFile({ study: 2, modality: 'MR' })]);
    const args = ['--dicomweb', fake.url, '--date', '20261124', '--write-back'];
    const first = await triage(args);
    expect([first.code, first.stderr]).toEqual([
      0,
      '1 study ranked, 1 skipped (1 × not CT: modality MR), 1 result written back.\n',
    ]);
    const second = await triage(args);
    const lines = second.stdout.split('\n');
    expect(lines).toContain('Without a row: 2 studies:');
    expect(lines).toContain('  1 × it has a result of this model already: 1.2.3.1');
    expect(second.stdout).not.toMatch(/\bfiles?\b/);
    expect([second.code, second.stderr]).toEqual([
      0,
      '0 studies ranked, 2 skipped (1 × not CT: modality MR; 1 × it has a result of this model already).\n',
    ]);
  }, 120_000);

  it('prints what is done at Ctrl+C, names what was under way, and waits for no PACS', async () => {
    fake = await startFakePacs([...HEAD, ctFile({ study: 2 })], { waitsMs: 600_000 });
    const command = ['--import', 'tsx', 'src/cli/triage.ts', '--model', 'models/tiny'];
    const child = spawn(process.execPath, [...command, ...day('20261124')]);
    let stdout = '';
    child.stdout.on('data', (piece) => {
      stdout += piece;
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const isFetching = () => fake.requests.some((line) => /^GET \/studies\/[\d.]+$/.test(line));
    while (!isFetching()) await wait(50);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const report = JSON.parse(stdout);
    expect([report.interrupted, report.studies]).toEqual([true, []]);
    const lost = report.skipped.map(({ path }: { path: string }) => path).sort();
    expect(lost).toEqual(['1.2.3.1', '1.2.3.2']);
  }, 120_000);

  it('has kept what is done at SIGTERM, as Slurm and Kubernetes send it, and names the rest', async () => {
    fake = await startFakePacs([...HEAD, ctFile({ study: 2 })]);
    const { quirks } = fake;
    quirks.gives = (files) => {
      if (files.length === 1) quirks.stallsAfterParts = 0;
      else delete quirks.stallsAfterParts;
      return files;
    };
    const out = await mkdtemp(join(tmpdir(), 'ich-term-'));
    const kept = join(out, '1.2.3.1');
    try {
      const command = ['--import', 'tsx', 'src/cli/triage.ts', '--model', 'models/tiny'];
      const child = spawn(process.execPath, [...command, ...day('20261124'), '--out', out]);
      let stdout = '';
      child.stdout.on('data', (piece) => {
        stdout += piece;
      });
      const ended = new Promise<number | null>((done) => child.on('close', done));
      while (!existsSync(join(kept, 'result.json'))) await wait(50);
      child.kill('SIGTERM');
      expect(await ended).toBe(143);
      const report = JSON.parse(stdout);
      expect([report.interrupted, report.studies.length]).toEqual([true, 1]);
      expect(report.skipped).toEqual([{ path: '1.2.3.2', reason: 'the run was interrupted' }]);
      expect((await readdir(kept)).filter((name) => name.endsWith('.dcm'))).not.toEqual([]);
      expect(await readdir(out)).toEqual(['1.2.3.1']);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  }, 120_000);

  it('ends with 64 for what cannot be meant', async () => {
    fake = await startFakePacs();
    const plain = await triage(['--dicomweb', 'http://pacs.example/', '--date', '20261124']);
    expect([plain.code, plain.stdout]).toEqual([64, '']);
    expect(plain.stderr).toMatch(/--insecure/);
    const flag = await triage(['--dicomweb', 'https://a:b@pacs.example/', '--date', '20261124']);
    expect(flag.code).toBe(64);
    expect(flag.stderr).not.toContain('a:b');
  }, 120_000);
});
