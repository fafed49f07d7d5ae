import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TriageReport } from '#report';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { parseTriageOptions } from './options.ts';
import { runTriage } from './run.ts';
import { triageText } from './text.ts';

let root = '';

/** Of images without a date, a result has the moment of its analysis. */
const DATED = { StudyDate: '20261124' };

/** Two studies of 20 slices, one slice twice, one cut short, one no DICOM. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'triage-'));
  for (const study of [1, 2]) {
    await mkdir(join(root, 'scans', `case ${study}`), { recursive: true });
    for (let index = 0; index < 20; index += 1) {
      const bytes = headSlice(study, index, study === 2 && index > 8 && index < 14, DATED);
      await writeFile(join(root, 'scans', `case ${study}`, `${index}.dcm`), bytes);
    }
  }
  await writeFile(join(root, 'scans', 'again.dcm'), headSlice(1, 3, false, DATED));
  await writeFile(join(root, 'scans', 'notes.txt'), 'not an image');
  await mkdir(join(root, 'nothing'));
  await writeFile(join(root, 'nothing', 'notes.txt'), 'not an image');
});

afterAll(() => rm(root, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const triage = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const command = ['--import', 'tsx', 'src/cli/triage.ts', '--model', 'models/tiny', ...args];
    const options = { maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });

const parse = (text: string): TriageReport => JSON.parse(text);

/** Every file is a slice of one study or is skipped, once. */
function accountedFor({ studies, skipped }: TriageReport): number {
  expect(new Set(skipped.map(({ path }) => path)).size).toBe(skipped.length);
  for (const study of studies) {
    expect(study.analysed + study.notAnalysed.length).toBe(study.slices);
  }
  return studies.reduce((sum, { files }) => sum + files, 0) + skipped.length;
}

describe('npm run triage', () => {
  it('prints pure JSON that ranks the studies and accounts for every file', async () => {
    const { code, stdout, stderr } = await triage(join(root, 'scans'), '--json');
    expect(code, stderr).toBe(0);
    const report = parse(stdout);
    expect(accountedFor(report)).toBe(42);
    expect(report.studies.map(({ rank, slices, analysed }) => [rank, slices, analysed])).toEqual([
      [1, 20, 20],
      [2, 20, 20],
    ]);
    expect(report.studies.map(({ source }) => source).sort()[1]).toMatch(/scans\/case 2$/);
    expect(report.skipped).toHaveLength(2);
    expect(report.model.status).toBe('untrained');
  });

  it('prints a worklist for people, says that the model is untrained, and writes CSV', async () => {
    const csv = join(root, 'worklist.csv');
    const { code, stdout } = await triage(join(root, 'scans', 'case 1'), '--csv', csv);
    expect(code).toBe(0);
    expect(stdout).toContain('UNTRAINED MODEL');
    expect(stdout).toContain('20 of 20 slices analyzed');
    expect(stdout).not.toMatch(/\bnormal\b|\bnegative\b/i);
    expect((await readFile(csv, 'utf8')).split('\r\n')).toHaveLength(3);
  });

  it('exits with 2 where nothing could be analyzed', async () => {
    const { code, stdout } = await triage(join(root, 'nothing'), '--json');
    expect(code).toBe(2);
    expect(accountedFor(parse(stdout))).toBe(1);
  });

  it('exits with 1 for a path that is not there and with 64 for a wrong option', async () => {
    expect((await triage(join(root, 'missing'))).code).toBe(1);
    const wrong = await triage(root, '--nonsense');
    expect(wrong).toMatchObject({ code: 64, stdout: '' });
    expect(wrong.stderr).toMatch(/^There is no option --nonsense\.\n\nusage:/);
  });

  it('lists a path that is not there beside the results of the others', async () => {
    const { code, stdout, stderr } = await triage(
      join(root, 'missing'),
      join(root, 'scans', 'case 1'),
      '--json',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('missing: there is no such file or folder');
    const report = parse(stdout);
    expect(report.studies.map(({ analysed }) => analysed)).toEqual([20]);
    expect(report.skipped).toEqual([
      { path: join(root, 'missing'), reason: 'there is no such file or folder' },
    ]);
  });

  it('finds before the work that a result cannot be written', async () => {
    // No path is looked at and no model opened: either would be the failure that is told.
    const { code, stdout, stderr } = await triage(
      join(root, 'missing'),
      '--csv',
      join(root, 'no folder', 'x.csv'),
      '--engine',
      'native',
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^\S.*x\.csv cannot be written: /);
    expect(stderr).not.toContain('no such file or folder');
  });

  it("writes each study's result as DICOM, and the same files of the same result", async () => {
    const out = join(root, 'dicom out');
    const run = () => triage(join(root, 'scans', 'case 1'), '--dicom-out', out);
    const read = async () => {
      const names = (await readdir(out, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
      return new Map(
        await Promise.all(names.map(async (name) => [name, await readFile(name)] as const)),
      );
    };
    expect(await run()).toMatchObject({
      code: 0,
      stderr: `3 DICOM files of 1 study in ${out}\n`,
    });
    const first = await read();
    const kinds = [...first.keys()].map((name) => name.slice(out.length));
    expect(kinds.map((name) => name.replace(/-.*/, ''))).toEqual(
      ['KOS', 'SC', 'SR'].map((kind) => `/1.2.3.1/${kind}`),
    );
    for (const bytes of first.values()) {
      expect(bytes.toString('latin1')).toContain('SYNTHETIC-');
      expect(bytes.toString('latin1')).toContain('UNTRAINED MODEL');
    }
    await run();
    expect(await read()).toEqual(first);
    // Given back with the images, results are no images of the study.
    const { stdout } = await triage(join(root, 'scans', 'case 1'), out, '--json');
    const report = parse(stdout);
    expect(accountedFor(report)).toBe(20 + 3);
    expect(report.studies.map(({ slices }) => slices)).toEqual([20]);
  }, 240_000);

  it('finds before the work that DICOM results cannot be written', async () => {
    await writeFile(join(root, 'plain'), '');
    const { code, stdout, stderr } = await triage(
      join(root, 'missing'),
      '--dicom-out',
      join(root, 'plain'),
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/plain cannot be written: a file stands in its place/);
  });

  it('gives what is done when it is interrupted, with the reason at everything else', async () => {
    const abort = new AbortController();
    const options = parseTriageOptions([join(root, 'scans'), '--model', 'models/tiny']);
    const progress = {
      count: () => undefined,
      clear: () => undefined,
      bar: (_: string, done: number) => {
        if (done >= 4) abort.abort();
      },
    };
    const { report, slices } = await runTriage(options, progress, abort.signal);
    expect(report.interrupted).toBe(true);
    expect(accountedFor(report)).toBe(42);
    expect(slices.length).toBeGreaterThanOrEqual(4);
    expect(slices.length).toBeLessThan(40);
    const reasons = report.studies.flatMap(({ notAnalysed }) => notAnalysed);
    expect(new Set(reasons.map(({ reason }) => reason))).toEqual(
      new Set(['the run was interrupted']),
    );
    expect(report.studies.some(({ analysed }) => analysed === 0)).toBe(true);
    expect(triageText(report)).toContain('INTERRUPTED');
  });

  const real = '../shared/data/dicom';
  it.skipIf(!existsSync(real))(
    'gets through hostile files and accounts for each (skipped where ../shared/data is absent)',
    async () => {
      const { code, stdout } = await triage(join(real, 'fuzz'), join(real, 'pydicom'), '--json');
      expect([0, 2]).toContain(code);
      const count = async (folder: string) =>
        (await readdir(join(real, folder), { recursive: true, withFileTypes: true })).filter(
          (one) => one.isFile(),
        ).length;
      const report = parse(stdout);
      // Its DICOMDIRs name files that are no part of the suite, which are said besides.
      const named = report.skipped.filter(({ reason }) => /DICOMDIR names it/.test(reason)).length;
      const files = (await count('fuzz')) + (await count('pydicom'));
      expect(accountedFor(report) - named).toBe(files);
    },
    180_000,
  );
});
