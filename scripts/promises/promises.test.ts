import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allPromises, DOCUMENTS, featuresShown, promisesIn, ROOT } from './read-promises.ts';

/** Whether a test's source has these words in a title, however the source quotes them. */
const hasTitle = (source: string, title: string): boolean =>
  source.replaceAll("\\'", "'").includes(title);

describe('the promises of safety.md, privacy.md and pacs.md', () => {
  it('are read from every document', () => {
    for (const document of DOCUMENTS) {
      expect(
        allPromises().filter((one) => one.document === document).length,
        document,
      ).toBeGreaterThan(8);
    }
  });

  it('each name a test file that exists, and a title that is in it, as do the features of features.md', () => {
    expect(featuresShown().length).toBeGreaterThan(50);
    const faults = [...allPromises(), ...featuresShown()].flatMap(({ document, what, tests }) => {
      if (tests.length === 0) return [`${document}: "${what}" names no test`];
      return tests.flatMap(({ file, title }) => {
        const path = join(ROOT, file);
        if (!existsSync(path)) return [`${document}: "${what}" names ${file}, which is not there`];
        if (title === null || hasTitle(readFileSync(path, 'utf8'), title)) return [];
        return [`${document}: "${what}" names "${title}", which is not in ${file}`];
      });
    });
    expect(faults).toEqual([]);
  });

  it('would be found wanting: a row without a test has none', () => {
    const rows = promisesIn(
      'x',
      '## S\n\n| hazard | control | test |\n|---|---|---|\n| a | b | later |',
    );
    expect(rows).toEqual([{ document: 'x', section: 'S', what: 'a', control: 'b', tests: [] }]);
  });
});
