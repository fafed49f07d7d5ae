import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { LABELS, type Label } from '#base';
import type { StudyReport } from '#report';
import { modelFolder } from '../../src/cli/model-folder.ts';
import { parseTriageOptions } from '../../src/cli/triage/options.ts';
import { runTriage } from '../../src/cli/triage/run.ts';
import { ensureSamples } from '../build.ts';
import { SAMPLE_STUDIES } from './studies.ts';

const paintedIn = (id: string): readonly Label[] => {
  const kinds = SAMPLE_STUDIES.find((study) => study.id === id)?.lesions.map(({ kind }) => kind);
  return LABELS.filter((label) => kinds?.some((kind) => kind === label));
};

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
  ensureSamples();
  const options = parseTriageOptions([
    fileURLToPath(new URL('../../public/samples', import.meta.url)),
  ]);
  const quiet = { count: () => undefined, bar: () => undefined, clear: () => undefined };
  const { report } = await runTriage(options, quiet, new AbortController().signal);
  reports = report.studies;
  const manifest = JSON.parse(
    await readFile(join(await modelFolder(null), 'manifest.json'), 'utf8'),
  );
  named = LABELS.filter((label) => manifest.study.operatingPoints[label].balanced < 1);
}, 300_000);

describe('the shipped model on the painted samples', () => {
  const painted = SAMPLE_STUDIES.filter(({ id }) => paintedIn(id).length > 0).map(({ id }) => id);
  const clean = ['none', 'look-alike'];

  it.each(painted)('flags %s, and names what is painted where it may name it', (id) => {
    const { flagged } = reportOf(id);
    const painted = paintedIn(id).filter((label) => named.includes(label));
    expect(flagged).toEqual(expect.arrayContaining(['any', ...painted]));
  });

  it.each([...painted, ...clean])('has no caution about %s: nothing in it is a fault', (id) => {
    expect(reportOf(id).reason).not.toContain('caution');
  });

  it.each(clean)('flags nothing in %s, into which no blood is painted', (id) => {
    expect(reportOf(id).flagged).toEqual([]);
  });

  it.each(painted)(
    'names no type in %s that is not painted, but for blood with neighbors',
    (id) => {
      const names = reportOf(id).flagged.filter((label) => label !== 'any');
      const beside = id === 'intraventricular' ? ['intraparenchymal'] : [];
      expect([...paintedIn(id), ...beside]).toEqual(expect.arrayContaining([...names]));
    },
  );

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
