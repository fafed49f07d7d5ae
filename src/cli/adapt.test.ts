import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededNormal, seededRandom, sigmoid } from '#base';

const COMMAND = fileURLToPath(new URL('./adapt.ts', import.meta.url));
const CT_ICH = resolve('../shared/data/ct-ich');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-adapt-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function adapt(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  return { code, stdout, stderr };
}

async function table(name: string, rows: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, ['study,any,verdict', ...rows].join('\n'));
  return path;
}

/** Studies whose numbers are lower than the package's would be. */
function lowSite(n: number): readonly string[] {
  const random = seededRandom(5);
  const normal = seededNormal(random);
  return Array.from({ length: n }, (_, at) => {
    const bleeding = random() < 0.5;
    const any = sigmoid((bleeding ? 1.5 : -1.5) + 1.5 * normal() - 3);
    return `s${at},${any},${bleeding ? 'hemorrhage' : 'none'}`;
  });
}

describe('npm run adapt', () => {
  it('prints what it proposes, before beside after, and writes the calibration', async () => {
    const path = await table('low.csv', [...lowSite(120), 'u,0.4,unsure', 'w,0.4,']);
    const out = join(folder, 'calibration.json');
    const { code, stdout } = await adapt(path, '--json', '--out', out, '--rounds', '200');
    expect(code).toBe(0);
    const proposal = JSON.parse(stdout);
    expect(proposal.n.studies).toBe(120);
    expect(proposal.recalibration.changes).toBe(true);
    expect(proposal.recalibration.afterHeldOut.logLoss).toBeLessThan(
      proposal.recalibration.before.logLoss,
    );
    expect(proposal.notes).toContain(
      '1 study left out: the verdict is neither hemorrhage nor none',
    );
    const written = JSON.parse(await readFile(out, 'utf8'));
    expect(written).toEqual(proposal.calibration);
    expect(written).toMatchObject({ format: 'ich-triage-site-calibration', version: 2 });
  });

  it('writes nothing where nothing is proposed, and says so', async () => {
    const path = await table(
      'few.csv',
      Array.from({ length: 12 }, (_, at) => `s${at},${at < 4 ? 0.7 : 0.1},${at < 4 ? 1 : 0}`),
    );
    const out = join(folder, 'none.json');
    const { code, stdout, stderr } = await adapt(path, '--out', out);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is proposed: the package stays as it is.');
    expect(stderr).toContain('is not written: nothing is proposed.');
    expect(existsSync(out)).toBe(false);
  });

  it('refuses contradictions, one class, too few and wrong options in words', async () => {
    const twice = await table('twice.csv', [...lowSite(20), 's0,0.5,hemorrhage', 's0,0.5,none']);
    const results = await Promise.all([
      adapt(twice),
      adapt(
        await table(
          'one.csv',
          lowSite(20).map((row) => row.replace('none', 'hemorrhage')),
        ),
      ),
      adapt(await table('few2.csv', lowSite(5))),
      adapt(),
    ]);
    expect(results.map(({ code }) => code)).toEqual([1, 1, 1, 64]);
    expect(results[0]?.stderr).toMatch(/Study s0 (has two probabilities|is called hemorrhage)/);
    expect(results[1]?.stderr).toMatch(/Every one of the 20 studies was called hemorrhage/);
    expect(results[2]?.stderr).toMatch(/^5 studies have a verdict/);
    expect(results[3]?.stderr).toMatch(/^No file of verdicts was given\.\n\nusage: /);
  }, 30_000);
});

/** Three slices of each of 24 patients, to keep it short. */
async function smallSet(): Promise<string> {
  const to = join(folder, 'ct-ich');
  await mkdir(to, { recursive: true });
  await symlink(join(CT_ICH, 'images'), join(to, 'images'));
  await symlink(join(CT_ICH, 'folds_by_patient.csv'), join(to, 'folds_by_patient.csv'));
  const [header = '', ...rows] = (await readFile(join(CT_ICH, 'labels.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',');
  const cell = (row: string, name: string) => row.split(',')[columns.indexOf(name)] ?? '';
  const patients = new Set([...new Set(rows.map((row) => cell(row, 'patient')))].slice(0, 24));
  const kept = rows.filter(
    (row) =>
      patients.has(cell(row, 'patient')) && [12, 16, 20].includes(Number(cell(row, 'slice'))),
  );
  await writeFile(join(to, 'labels.csv'), [header, ...kept].join('\n'));
  return to;
}

describe.skipIf(!existsSync(CT_ICH))(
  'an imitated second site (skipped where ../shared/data is absent)',
  () => {
    it('is noticed by its HU where the scale is off', async () => {
      const small = await smallSet();
      const { code, stdout } = await adapt(
        ...['--simulate', small, '--site', 'offset', '--model', 'models/tiny', '--json'],
        ...['--rounds', '100'],
      );
      expect(code).toBe(0);
      const { drift, notes } = JSON.parse(stdout);
      const hu = drift.tests.find(({ what }: { what: string }) => what === 'brainHu');
      expect(hu.alarm).toBe(true);
      expect(hu.medians[1] - hu.medians[0]).toBeGreaterThan(8);
      expect(notes.join()).toContain('the package was trained on these patients');
    }, 180_000);
  },
);
