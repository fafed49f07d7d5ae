import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allPromises, DOCUMENTS, featuresShown, promisesIn, ROOT } from './read-promises.ts';

const SWITCHED_OFF = /\.(?:skip|todo|fails)\(\s*['"`]?[^'"`]*$/;

/** Whether a test's source has these words in the title of a test that runs, however the source quotes them: not in a comment alone. */
function hasTitle(source: string, title: string): boolean {
  const text = source.replaceAll("\\'", "'");
  for (let at = text.indexOf(title); at !== -1; at = text.indexOf(title, at + 1)) {
    const before = text.slice(Math.max(0, at - 300), at);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (/['"`]/.test(line) && !/^\s*(?:\/\/|\/?\*)/.test(line) && !SWITCHED_OFF.test(before)) {
      return true;
    }
  }
  return false;
}

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

  it('would be found wanting: a title that stands in a comment alone, or of a test that is switched off', () => {
    expect(hasTitle("it('keeps it', () => {});", 'keeps it')).toBe(true);
    expect(hasTitle("it.skipIf(none)('keeps it', () => {});", 'keeps it')).toBe(true);
    for (const source of ["// it('keeps it')", " * 'keeps it'", "it.skip('keeps it', () => {});"]) {
      expect(hasTitle(source, 'keeps it'), source).toBe(false);
    }
    expect(hasTitle("describe.skip(\n  'all', ...); it.todo('and keeps it');", 'keeps it')).toBe(
      false,
    );
  });

  it('would be found wanting: a row without a test has none', () => {
    const rows = promisesIn(
      'x',
      '## S\n\n| hazard | control | test |\n|---|---|---|\n| a | b | later |',
    );
    expect(rows).toEqual([{ document: 'x', section: 'S', what: 'a', control: 'b', tests: [] }]);
  });
});
