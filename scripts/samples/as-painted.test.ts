import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABELS, type Label } from '#base';
import type { StudyReport } from '#report';
import { parseTriageOptions } from '../../src/cli/triage/options.ts';
import { runTriage } from '../../src/cli/triage/run.ts';
import { SAMPLE_STUDIES } from './studies.ts';
import { writeStudy } from './write-study.ts';

const paintedIn = (id: string): readonly Label[] => {
  const kinds = SAMPLE_STUDIES.find((study) => study.id === id)?.lesions.map(({ kind }) => kind);
  return LABELS.filter((label) => kinds?.some((kind) => kind === label));
};

let root = '';
let reports: readonly StudyReport[] = [];
/** Types that the model may name: those with a threshold that a probability can reach. */
let named: readonly Label[] = [];
const reportOf = (id: string): StudyReport => {
  const found = reports.find(({ patientId }) => patientId === `SYNTHETIC-${id}`);
  if (found === undefined) throw new Error(`no report of ${id}`);
  return found;
};

/** The shipped model on the samples as the app has them, by the command line's own run. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'samples-'));
  for (const study of SAMPLE_STUDIES) {
    await mkdir(join(root, study.id));
    for (const { name, bytes } of writeStudy(study))
      await writeFile(join(root, study.id, name), bytes);
  }
  const options = parseTriageOptions([root]);
  const quiet = { count: () => undefined, bar: () => undefined, clear: () => undefined };
  const { report } = await runTriage(options, quiet, new AbortController().signal);
  reports = report.studies;
  const manifest = JSON.parse(await readFile('models/ich-vgg16/manifest.json', 'utf8'));
  named = LABELS.filter((label) => manifest.study.operatingPoints[label].balanced < 1);
}, 300_000);

afterAll(() => rm(root, { recursive: true, force: true }));

describe('the shipped model on the painted samples', () => {
  const painted = SAMPLE_STUDIES.filter(({ id }) => paintedIn(id).length > 0).map(({ id }) => id);
  const clean = ['none', 'look-alike'];

  it.each(painted)('flags %s, and names what is painted where it may name it', (id) => {
    const { flagged } = reportOf(id);
    const painted = paintedIn(id).filter((label) => named.includes(label));
    expect(flagged).toEqual(expect.arrayContaining(['any', ...painted]));
  });

  it.each(clean)('ranks %s, into which no blood is painted, below every painted bleed', (id) => {
    expect(reportOf(id).rank).toBeGreaterThan(
      Math.max(...painted.map((one) => reportOf(one).rank)),
    );
  });

  it('does not analyze the contrast series, and says why', () => {
    const { analysed, reason } = reportOf('unsuitable');
    expect(analysed).toBe(0);
    expect(reason).toContain('contrast');
  });
});
