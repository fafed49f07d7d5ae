import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTriageOptions } from '../../src/cli/triage/options.ts';
import { runTriage } from '../../src/cli/triage/run.ts';

const STUDIES = '../shared/data/dicom/cq500';
const { packages } = JSON.parse(readFileSync('models/index.json', 'utf8')) as {
  packages: string[];
};

/** Three studies of other hospitals: two bleeds by three readers each, and one head without (docs/accuracy.md). */
describe.runIf(existsSync(STUDIES))('each shipped package on three studies from abroad', () => {
  it.each(packages)(
    '%s flags both bleeds and ranks them above the head without, by any alone',
    async (id) => {
      const quiet = { count: () => undefined, bar: () => undefined, clear: () => undefined };
      const options = parseTriageOptions([STUDIES, '--model', `models/${id}`]);
      const { report } = await runTriage(options, quiet, new AbortController().signal);
      const any = (name: string) => {
        const found = report.studies.find(({ source }) => source.includes(name));
        return { flagged: found?.flagged ?? [], any: found?.probabilities?.any ?? Number.NaN };
      };
      const clean = any('negative').any;
      for (const bleed of [any('subdural'), any('intraparenchymal')]) {
        expect(bleed.flagged).toContain('any');
        expect(bleed.any).toBeGreaterThan(clean + 0.1);
      }
      expect(any('negative').flagged).not.toContain('any');
    },
    120_000,
  );
});
